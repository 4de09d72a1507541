"""Addresses that suppliers call."""

from django.urls import path

from reminders import views

urlpatterns = [path("sms/kvitto/<str:token>/", views.receipt, name="sms_receipt")]
