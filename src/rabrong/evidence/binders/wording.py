"""The words of binders: why one was not made, and what to do next."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext

SENTENCES: Mapping[str, Callable[[], str]] = {
    "binder.too_many": lambda: gettext("มี %(count)s แฟ้ม เกิน %(most)s แฟ้ม เลือกตัวชี้วัด รอบ หรือหน่วยงานให้แคบลง"),
}
