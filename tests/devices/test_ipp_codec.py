# SPDX-License-Identifier: Apache-2.0
"""The IPP encoding: published bytes, round trips of every syntax, and bytes that are no IPP."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devices.errors import FrameError
from devices.printing import ipp
from devices.printing.ipp_attributes import (
    MAX_DEPTH,
    Attribute,
    Content,
    IntegerRange,
    LocalisedText,
    Resolution,
    Value,
    ValueTag,
    encode_attribute,
)
from devices.printing.ipp_message import (
    MAX_MESSAGE_BYTES,
    Group,
    GroupTag,
    Message,
    attribute,
    decode_message,
    encode_message,
)

# RFC 8010, A.1: Print-Job request (its attributes, without the PostScript behind them).
RFC_8010_PRINT_JOB = (
    b"\x01\x01\x00\x02\x00\x00\x00\x01\x01"
    b"\x47\x00\x12attributes-charset\x00\x05utf-8"
    b"\x48\x00\x1battributes-natural-language\x00\x05en-us"
    b"\x45\x00\x0bprinter-uri\x00\x2cipp://printer.example.com/ipp/print/pinetree"
    b"\x42\x00\x08job-name\x00\x06foobar"
    b"\x22\x00\x16ipp-attribute-fidelity\x00\x01\x01"
    b"\x02"
    b"\x21\x00\x06copies\x00\x04\x00\x00\x00\x14"
    b"\x44\x00\x05sides\x00\x13two-sided-long-edge"
    b"\x03"
)

quiet = settings(deadline=None, max_examples=60)  # deadlines fail on a busy machine
int32 = st.integers(-(2**31), 2**31 - 1)
safe_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)
names = st.text(st.characters(min_codepoint=0x61, max_codepoint=0x7A), min_size=1, max_size=20)
STRING_TAGS = [
    ValueTag.TEXT,
    ValueTag.NAME,
    ValueTag.KEYWORD,
    ValueTag.URI,
    ValueTag.URI_SCHEME,
    ValueTag.CHARSET,
    ValueTag.LANGUAGE,
    ValueTag.MIME_TYPE,
]


def tagged(
    tag: int | st.SearchStrategy[int], content: st.SearchStrategy[Content]
) -> "st.SearchStrategy[Value]":
    tags = st.just(tag) if isinstance(tag, int) else tag
    return st.builds(Value, tags, content)


plain_values = st.one_of(
    tagged(st.sampled_from([0x10, 0x12, 0x13, 0x15, 0x1F]), st.none()),
    tagged(st.sampled_from([ValueTag.INTEGER, ValueTag.ENUM]), int32),
    tagged(ValueTag.BOOLEAN, st.booleans()),
    tagged(
        st.sampled_from(
            [ValueTag.OCTETS, ValueTag.DATE_TIME, 0x20, 0x2F, 0x38, 0x43, 0x4B, 0x7F]
        ),
        st.binary(max_size=40),
    ),
    tagged(ValueTag.RESOLUTION, st.builds(Resolution, int32, int32, st.integers(3, 4))),
    tagged(ValueTag.RANGE, st.builds(IntegerRange, int32, int32)),
    tagged(
        st.sampled_from([ValueTag.TEXT_WITH_LANGUAGE, ValueTag.NAME_WITH_LANGUAGE]),
        st.builds(LocalisedText, names, safe_text),
    ),
    tagged(st.sampled_from(STRING_TAGS), safe_text),
)


def attributes_of(
    values: "st.SearchStrategy[Value]", most: int
) -> "st.SearchStrategy[tuple[Attribute, ...]]":
    one = st.builds(Attribute, names, st.lists(values, min_size=1, max_size=3).map(tuple))
    return st.lists(one, max_size=most).map(tuple)


any_value = st.recursive(
    plain_values,
    lambda inner: tagged(ValueTag.COLLECTION, attributes_of(inner, 3)),
    max_leaves=8,
)
groups = st.builds(
    Group, st.sampled_from([0x01, 0x02, 0x04, 0x05, 0x09]), attributes_of(any_value, 4)
)
messages = st.builds(
    Message,
    st.integers(0, 0xFFFF),
    st.integers(1, 2**31 - 1),
    st.lists(groups, max_size=4).map(tuple),
    st.binary(max_size=50),
    st.sampled_from([(1, 0), (1, 1), (2, 0), (2, 2)]),
)


@quiet
@given(messages)
def test_every_message_survives_the_wire(message: Message) -> None:
    assert decode_message(encode_message(message)) == message


def test_the_example_of_the_standard() -> None:
    message = decode_message(RFC_8010_PRINT_JOB)
    assert message.code == ipp.Operation.PRINT_JOB
    assert message.version == (1, 1)
    operation, job = message.group(GroupTag.OPERATION), message.group(GroupTag.JOB)
    assert operation.text("job-name") == "foobar"
    assert operation.flag("ipp-attribute-fidelity") is True
    assert job.integer("copies") == 20
    assert job.text("sides") == "two-sided-long-edge"
    assert encode_message(message) == RFC_8010_PRINT_JOB


def test_a_nested_collection_as_bytes() -> None:
    size = (attribute("x-dimension", ValueTag.INTEGER, 21000),)
    media = (attribute("media-size", ValueTag.COLLECTION, size),)
    assert encode_attribute(attribute("media-col", ValueTag.COLLECTION, media)).hex() == (
        "34 0009 6d656469612d636f6c 0000"
        "4a 0000 000a 6d656469612d73697a65"
        "34 0000 0000"
        "4a 0000 000b 782d64696d656e73696f6e"
        "21 0000 0004 00005208"
        "37 0000 0000"
        "37 0000 0000"
    ).replace(" ", "")


@quiet
@given(messages, st.data())
def test_a_message_cut_off_anywhere_is_a_frame_error(
    message: Message, data: st.DataObject
) -> None:
    octets = encode_message(Message(message.code, 1, message.groups))
    length = data.draw(st.integers(0, len(octets) - 1))
    with pytest.raises(FrameError, match="IPP: "):
        decode_message(octets[:length])


@quiet
@given(st.binary(max_size=300))
def test_garbage_is_a_message_or_a_frame_error(octets: bytes) -> None:
    try:
        message = decode_message(octets)
    except FrameError:
        return
    assert decode_message(encode_message(message)).groups == message.groups


@quiet
@given(messages, st.data())
def test_one_wrong_byte_never_ends_in_another_error(
    message: Message, data: st.DataObject
) -> None:
    octets = bytearray(encode_message(message))
    octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    with suppress(FrameError):
        decode_message(bytes(octets))


HEAD = bytes.fromhex("0200 0000 00000001")


@pytest.mark.parametrize(
    ("body", "detail"),
    [
        ("00", "0x00 where a group"),
        ("21 0001 61 0004 00000001 03", "0x21 where a group"),
        ("01 21 0000 0004 00000001 03", "before the first attribute"),
        ("01 21 0001 61 0003 000001 03", "3 bytes are no value of tag 0x21"),
        ("01 22 0001 61 0000 03", "0 bytes are no value of tag 0x22"),
        ("01 33 0001 61 0004 00000001 03", "4 bytes are no value of tag 0x33"),
        ("01 35 0001 61 0003 000100 03", "cut off"),
        ("01 80 0001 61 0000 03", "0x80 where a value"),
        ("01 41 ffff 61", "negative length"),
        ("01 37 0001 61 0000 03", "tag 0x37 outside a collection"),
        ("01 4a 0001 61 0000 03", "tag 0x4a outside a collection"),
        ("01 34 0001 61 0000 4a 0001 62 0001 63", "a name inside a collection"),
        ("01 34 0001 61 0000 21 0000 0004 00000001", "before the first member"),
        ("01 34 0001 61 0000 4a 0000 0001 62 37 0000 0000 03", "without name or value"),
        ("01 34 0001 61 0000 4a 0000 0000 13 0000 0000 37 0000 0000 03", "without name"),
    ],
)
def test_each_kind_of_nonsense_is_named(body: str, detail: str) -> None:
    with pytest.raises(FrameError, match=detail):
        decode_message(HEAD + bytes.fromhex(body))


@pytest.mark.parametrize("version", ["0000", "0300", "4854"])
def test_another_protocol_version_is_refused(version: str) -> None:
    with pytest.raises(FrameError, match="version"):
        decode_message(bytes.fromhex(version) + HEAD[2:] + b"\x03")


def test_collections_too_deep_are_refused() -> None:
    content: Content = (attribute("a", ValueTag.INTEGER, 1),)
    for _ in range(MAX_DEPTH):
        content = (Attribute("a", (Value(ValueTag.COLLECTION, content),)),)
    top = Attribute("a", (Value(ValueTag.COLLECTION, content),))
    with pytest.raises(FrameError, match="nested more than"):
        decode_message(encode_message(Message(0, 1, (Group(4, (top,)),))))


def test_attributes_without_end_stop_at_the_limit() -> None:
    one = encode_attribute(attribute("a", ValueTag.TEXT, "x" * 30_000))
    endless = HEAD + b"\x04" + one * (MAX_MESSAGE_BYTES // len(one) + 2) + b"\x03"
    with pytest.raises(FrameError, match="cut off"):
        decode_message(endless)


def test_a_long_document_behind_the_attributes_is_kept() -> None:
    document = bytes(MAX_MESSAGE_BYTES + 5)
    assert decode_message(encode_message(Message(2, 1, (), document))).document == document


def test_text_in_another_charset_does_not_stop_the_printer() -> None:
    octets = bytes.fromhex("01 41 0001 61 0004") + "打印".encode("gbk") + b"\x03"
    assert "\ufffd" in decode_message(HEAD + octets).groups[0].text("a")


@pytest.mark.parametrize(
    "value",
    [
        Value(ValueTag.INTEGER, 2**31),
        Value(ValueTag.INTEGER, "1"),
        Value(ValueTag.BOOLEAN, 1),
        Value(ValueTag.KEYWORD, b"a"),
        Value(ValueTag.COLLECTION, "a"),
        Value(ValueTag.COLLECTION, (Attribute("a", ()),)),
        Value(ValueTag.NO_VALUE, 0),
        Value(ValueTag.RANGE, Resolution(1, 1)),
        Value(ValueTag.MEMBER_NAME, b""),
        Value(ValueTag.TEXT, "x" * 40_000),
    ],
)
def test_a_value_that_does_not_fit_is_not_sent(value: Value) -> None:
    with pytest.raises(ValueError, match=r"tag|fit|NoneType"):
        encode_attribute(Attribute("a", (value,)))


@pytest.mark.parametrize("bad", [Attribute("", (Value(0x21, 1),)), Attribute("a", ())])
def test_an_attribute_needs_a_name_and_a_value(bad: Attribute) -> None:
    with pytest.raises(ValueError, match="needs a name and a value"):
        encode_attribute(bad)


@pytest.mark.parametrize(
    "message", [Message(0x1_0000, 1, ()), Message(0, 2**31, ()), Message(0, 1, (Group(3, ()),))]
)
def test_a_message_that_does_not_fit_is_not_sent(message: Message) -> None:
    with pytest.raises(ValueError, match=r"does not fit|is no group"):
        encode_message(message)


def test_a_look_of_the_wrong_type_finds_nothing() -> None:
    group = Group(
        4,
        (
            attribute("number", ValueTag.INTEGER, 7),
            Attribute("flag", (Value(ValueTag.BOOLEAN, content=True),)),
            Attribute(
                "text", (Value(ValueTag.TEXT_WITH_LANGUAGE, LocalisedText("zh", "缺纸")),)
            ),
        ),
    )
    assert group.integer("flag") is None
    assert group.integer("text") is None
    assert group.flag("number") is None
    assert group.text("number") == ""
    assert group.text("text") == "缺纸"
    assert group.values("absent") == ()


@pytest.mark.parametrize(
    ("reason", "plain"),
    [
        ("media-jam-error", "media-jam"),
        ("media-jam-warning", "media-jam"),
        ("media-jam-report", "media-jam"),
        ("media-jam", "media-jam"),
        ("none", "none"),
    ],
)
def test_severities_do_not_change_a_reason(reason: str, plain: str) -> None:
    assert ipp.plain_reason(reason) == plain


def test_the_gravest_reason_is_told() -> None:
    assert ipp.fault_of(["media-empty", "media-jam-error"]) == "PRINTER-0403"
    assert ipp.fault_of(["toner-low", "none", "vendor-word"]) == ""
    assert ipp.plain_reasons(["none", "paused", "paused-error"]) == ("paused",)


def test_states_outside_the_standard_are_unknown() -> None:
    assert ipp.printer_state_from(3) is ipp.PrinterState.IDLE
    assert ipp.printer_state_from(6) is None
    assert ipp.job_state_from(None) is None
    assert ipp.job_state_from(9) is ipp.JobState.COMPLETED


def test_the_head_is_eight_bytes() -> None:
    octets = encode_message(Message(0x000B, 7, ()))
    assert struct.unpack(">BBHI", octets[:8]) == (2, 0, 11, 7)
