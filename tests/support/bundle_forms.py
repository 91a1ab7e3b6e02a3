# SPDX-License-Identifier: Apache-2.0
"""Filled forms of the shipped bundles, as a clerk types them; nobody in them is real."""

from collections.abc import Callable
from typing import Any

NUMBER = "439900199203170068"


def newborn() -> dict[str, Any]:
    """A child whose parents are insured: every matter of the bundle."""
    return {
        "applicant": {"name": "陈秋美", "number": NUMBER, "address": "示例市示例路1号"},
        "answers": {
            "child_age": "month",
            "birth_paper": "yes",
            "province": "yes",
            "married": "yes",
            "nation": "yes",
            "insured": "yes",
            "vaccines": "yes",
        },
        "fields": {
            "f_child": "陈小满",
            "f_birth": "2026-11-02",
            "f_birth_paper": "Z430000001",
            "f_other": "样本明",
            "f_phone": "13800000000",
            "f_head": "陈秋美",
            "f_address": "示例市示例路1号",
            "f_bank": "6200000000000000000",
        },
        "handed_in": ["N1", "N3", "N4", "N5"],
    }


def restaurant() -> dict[str, Any]:
    """A restaurant that sells cold dishes, with a sign."""
    return {
        "applicant": {"name": "陈秋美", "number": NUMBER, "address": "示例市示例路1号"},
        "answers": {
            "licence": "yes",
            "dishes": "cold",
            "area": "80",
            "open_fire": "yes",
            "sign": "yes",
            "seal": "no",
            "tobacco": "no",
        },
        "fields": {
            "f_name": "示例小馆",
            "f_uscc": "92439900MA0TEXT04R",
            "f_person": "陈秋美",
            "f_phone": "13800000000",
            "f_address": "示例市示例路2号",
            "f_sign": "3米乘1米",
        },
        "handed_in": ["R2", "R3", "R4", "R5", "R6", "R7"],
    }


def lodging() -> dict[str, Any]:
    """A guest house of eight rooms, with a sign."""
    return {
        "applicant": {"name": "陈秋美", "number": NUMBER, "address": "示例市示例路1号"},
        "answers": {
            "licence": "yes",
            "rooms": "8",
            "area": "320",
            "sign": "yes",
            "seal": "no",
            "food": "no",
        },
        "fields": {
            "f_name": "示例小栈",
            "f_person": "陈秋美",
            "f_phone": "13800000000",
            "f_address": "示例市示例路3号",
            "f_area": "320",
            "f_rooms": "8",
            "f_sign": "3米乘1米",
        },
        "handed_in": ["L1", "L2", "L3", "L4", "L5", "L6", "L7"],
    }


def hire_staff() -> dict[str, Any]:
    """A salon that hires its first employee."""
    return {
        "applicant": {"name": "陈秋美", "number": NUMBER, "address": "示例市示例路1号"},
        "answers": {
            "first_staff": "yes",
            "worked": "never",
            "group": "none",
            "public_post": "no",
            "trains": "no",
            "moves_file": "no",
            "needs_card": "yes",
            "someone_leaves": "no",
            "data_changed": "no",
        },
        "fields": {
            "f_employer": "虚构市示例区秋美美容店",
            "f_uscc": "92439900MA0TEXT04R",
            "f_agent": "陈秋美",
            "f_phone": "13800000000",
            "f_staff_name": "李样例",
            "f_staff_number": "439900198503150013",
            "f_staff_phone": "13800000001",
            "f_contract_from": "2099-01-01",
            "f_wage": "3200",
        },
        "handed_in": [f"E{number}" for number in range(1, 19)],
    }


FORMS: dict[str, Callable[[], dict[str, Any]]] = {
    "newborn": newborn,
    "restaurant": restaurant,
    "lodging": lodging,
    "hire-staff": hire_staff,
}
"""A filled form of every bundle, by its id."""
