{% load static %}importScripts("{% static 'ui/device/store.js' %}", "{% static 'ui/device/send.js' %}", "{% static 'ui/device/worker.js' %}");
