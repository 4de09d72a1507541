"""Staff book on a patient's page; the patient answers from the plan."""

from django.urls import path

from bookings import preparing_views, views

PATIENT = "patient/<uuid:patient>/tider/"

urlpatterns = [
    path(PATIENT + "ny/", views.book_time, name="book_time"),
    path(PATIENT + "<uuid:booking>/flytta/", views.move_time, name="move_time"),
    path(PATIENT + "<uuid:booking>/avboka/", views.cancel_time, name="cancel_time"),
    path(PATIENT + "<uuid:booking>/klart/", views.conclude_time, name="conclude_time"),
    path(
        PATIENT + "<uuid:booking>/forberedelsen-last/",
        preparing_views.note_preparation_read,
        name="note_preparation_read",
    ),
    path("min-plan/tider/<uuid:booking>/", views.answer_time, name="answer_time"),
    path("min-plan/<uuid:patient>/tider/<uuid:booking>/", views.answer_time, name="answer_time"),
    path("min-plan/tider/<uuid:booking>/forbered/", preparing_views.prepare_visit, name="prepare_visit"),
    path("min-plan/<uuid:patient>/tider/<uuid:booking>/forbered/", preparing_views.prepare_visit, name="prepare_visit"),
]
