import { formFaults } from '../../observability/alertmanager-forms.ts';
import { alertmanagersIn, integrationsOf } from '../../observability/alertmanagers.ts';
import { integrationFaults } from '../../observability/integrations.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { defineRule } from '../../rule.ts';

export const alertmanagerNotifies = defineRule({
  id: 'alertmanager-notifies',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Alerts that no special route takes reach somebody, and integrations know where to send.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings',
  *check(manifest, world) {
    for (const alertmanager of alertmanagersIn(world, manifest)) {
      const { routes, receivers, part } = alertmanager;
      if (!part) yield* formFaults(alertmanager, world);
      const reached = receivers.filter(({ fields }) => integrationsOf(fields).length > 0);
      const root = routes.find((each) => each.root);
      if (receivers.length > 0 && reached.length === 0) {
        yield {
          path: alertmanager.shape.path,
          // Where nothing at all is set up, somebody may have it in mind for later.
          severity: 'info',
          message: `no receiver has an integration: ${receivers.map(({ name }) => name).join(', ')}`,
          why: 'Alerts fire and nobody is told.',
          fix: 'Add slack_configs, email_configs, webhook_configs … to a receiver.',
        };
        continue;
      }
      const fallback = receivers.find(({ name }) => name === root?.receiver);
      if (
        fallback !== undefined &&
        !reached.includes(fallback) &&
        !/null|blackhole|silent|noop|none|devnull/i.test(fallback.name) &&
        !part
      ) {
        yield {
          path: fallback.path,
          message: `the receiver "${fallback.name}" of the root route has no integration`,
          why: 'Every alert that no other route takes is dropped in silence.',
          fix: 'Give it an integration, or name it "null" if that is meant.',
        };
      }
      if (!part) yield* integrationFaults(alertmanager);
    }
  },
});
