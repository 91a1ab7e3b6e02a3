// SPDX-License-Identifier: Apache-2.0
// Asks the veraPDF library whether files follow a profile of PDF/A: java Judge.java 2u FILE …
// One line a file: the path, a tab, then "valid" or the rules that failed, by blanks.
import java.io.FileInputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;

public class Judge {
    public static void main(String[] words) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        PDFAFlavour flavour = PDFAFlavour.fromString(words[0]);
        for (int at = 1; at < words.length; at++) {
            try (var parser = Foundries.defaultInstance()
                        .createParser(new FileInputStream(words[at]), flavour);
                    var validator = Foundries.defaultInstance().createValidator(flavour, false)) {
                var result = validator.validate(parser);
                var failed = new TreeSet<String>();
                for (TestAssertion each : result.getTestAssertions()) {
                    if (each.getStatus() == TestAssertion.Status.FAILED) {
                        var rule = each.getRuleId();
                        failed.add(rule.getClause() + "-" + rule.getTestNumber());
                    }
                }
                var told = result.isCompliant() ? "valid" : String.join(" ", failed);
                System.out.println(words[at] + "\t" + told);
            }
        }
    }
}
