"""Addresses of the KPI Template. They are made for somebody who knows what the stages above answer."""

from django.urls import URLPattern, path

from rabrong.agreements.views import criteria_editor, templates, templates_edit, templates_list, templates_workflow
from rabrong.agreements.views.templates_asked import Above

OF = "<int:year>/kpi/<str:code>/template/"


def urls(above: Above) -> list[URLPattern]:
    """`path("", include(urls(Above(owners=..., results=...))))`."""
    told = {"above": above}
    lists = [
        path("<int:year>/templates/", templates_list.templates, name="templates"),
        path("<int:year>/templates/list.csv", templates_list.exported, {"kind": "csv"}, name="templates_csv"),
        path("<int:year>/templates/list.xlsx", templates_list.exported, {"kind": "xlsx"}, name="templates_xlsx"),
        path("<int:year>/templates/send/", templates_list.send_all, name="templates_send"),
    ]
    reading = [
        path(OF, templates.template, told, name="template"),
        path(f"{OF}versions/", templates.versions, name="template_versions"),
        path(f"{OF}compare/", templates.compare, told, name="template_compare"),
        path(f"{OF}file/<int:pk>/", templates.file, name="template_file"),
    ]
    writing = [
        path(f"{OF}begin/", templates_workflow.begin, name="template_begin"),
        path(f"{OF}edit/", templates_edit.edit, told, name="template_edit"),
        path(f"{OF}people/", templates_edit.people, name="template_people"),
        path(f"{OF}criteria/", criteria_editor.criteria, name="template_criteria"),
        path(f"{OF}criteria/preview/", criteria_editor.criteria_preview, name="template_criteria_preview"),
    ]
    checking = [
        path(f"{OF}move/", templates_workflow.move, told, name="template_move"),
        path(f"{OF}comment/", templates_workflow.comment, name="template_comment"),
        path(f"{OF}comment/<int:pk>/settle/", templates_workflow.settle, name="template_settle"),
        path(f"{OF}receipts/", templates_workflow.receipts, name="template_receipts"),
        path(f"{OF}send/", templates_workflow.send, name="template_send"),
        path(f"{OF}remind/", templates_workflow.remind, name="template_remind"),
    ]
    return [*lists, *reading, *writing, *checking]
