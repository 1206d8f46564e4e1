/**
 * {@link dev.cleanup.alerts.CleanupAlerts} tells people when a service needs them and when it no longer does, over {@link
 * dev.cleanup.alerts.AlertChannel}s such as {@link dev.cleanup.alerts.MailChannel} and {@link dev.cleanup.alerts.WebhookChannel}.
 */
@NullMarked
package dev.cleanup.alerts;

import org.jspecify.annotations.NullMarked;
