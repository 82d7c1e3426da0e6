import { alertmanagersIn, integrationsOf, type Alertmanager } from '../../observability/alertmanagers.ts';
import { SHAPE_KINDS } from '../../observability/shapes.ts';
import { at, fieldsAt, someString, strings, textAt } from '../../read.ts';
import { nearName } from '../../reference.ts';
import { defineRule, type Issue } from '../../rule.ts';
import type { World } from '../../world.ts';

export const alertmanagerNotifies = defineRule({
  id: 'alertmanager-notifies',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'Alerts that no special route takes reach somebody, and integrations know where to send.',
  source: 'https://prometheus.io/docs/alerting/latest/configuration/#receiver-integration-settings',
  *check(manifest, world) {
    for (const alertmanager of alertmanagersIn(world, manifest)) {
      const { routes, receivers, part } = alertmanager;
      if (!part) yield* forms(alertmanager, world);
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
      if (!part) yield* targets(alertmanager);
    }
  },
});

const REFUSED = 'Alertmanager refuses the configuration: it keeps the old one, or does not start, and nobody is told of any alert.';

/** Lists and maps in their places, and no variables, which nobody fills in. */
function* forms({ routes, receivers, shape }: Alertmanager, world: World): Iterable<Issue> {
  for (const { path, fields } of routes) {
    for (const [key, list] of [
      ['match', false],
      ['match_re', false],
      ['matchers', true],
      ['group_by', true],
      ['routes', true],
    ] as const) {
      const value = at(fields, key);
      if (value === undefined || value === null || Array.isArray(value) === list) continue;
      yield {
        path,
        message: `${key} of a route is ${Array.isArray(value) ? 'a list' : typeof value === 'object' ? 'a map' : 'a text'}, and must be ${list ? 'a list' : 'a map'}`,
        why: REFUSED,
        fix: key === 'match' ? 'Write matchers: [name = "value"].' : `Write ${key} as ${list ? 'a list' : 'a map'}.`,
      };
    }
  }
  // What a step of its own fills in before the start is no variable any more.
  const filled = world.once('texts are filled in', () =>
    world.podTemplates().some(({ spec }) => someString(spec, (text) => text.includes('envsubst'))),
  );
  for (const { path, key, value } of filled
    ? []
    : [
        ...strings(fieldsAt(shape.content, 'global'), 'global'),
        ...strings(
          receivers.map(({ fields }) => fields),
          'receivers',
        ),
      ]) {
    const variable = /\$\{[A-Z][A-Z0-9_]*\}|^\$[A-Z][A-Z0-9_]*$/.exec(value)?.[0];
    if (variable === undefined) continue;
    yield {
      path: shape.path,
      severity: 'error',
      message: `${key} is ${variable}, and Alertmanager fills in no variables (${path})`,
      why: 'It takes the text as it stands: a URL is refused at the start, a key at the first alert.',
      fix: `Mount the Secret and name its file${key.endsWith('url') || /key$|token$|password$/.test(key) ? ` (${key}_file)` : ''}.`,
    };
  }
}

/** What an integration cannot do without, and where it may stand for all. */
const NEEDED: Readonly<Record<string, { readonly one: readonly string[]; readonly global: readonly string[]; readonly what: string }>> = {
  slack_configs: {
    one: ['api_url', 'api_url_file', 'app_token', 'app_token_file'],
    global: ['slack_api_url', 'slack_api_url_file', 'slack_app_token', 'slack_app_token_file'],
    what: 'api_url',
  },
  email_configs: { one: ['smarthost'], global: ['smtp_smarthost'], what: 'smarthost' },
  webhook_configs: { one: ['url', 'url_file'], global: [], what: 'url' },
  discord_configs: { one: ['webhook_url', 'webhook_url_file'], global: [], what: 'webhook_url' },
  pagerduty_configs: { one: ['routing_key', 'service_key', 'routing_key_file', 'service_key_file'], global: [], what: 'routing_key' },
  telegram_configs: { one: ['bot_token', 'bot_token_file'], global: ['telegram_bot_token', 'telegram_bot_token_file'], what: 'bot_token' },
  opsgenie_configs: { one: ['api_key', 'api_key_file'], global: ['opsgenie_api_key', 'opsgenie_api_key_file'], what: 'api_key' },
};

/** Integrations of Alertmanager 0.28 and later. @see https://prometheus.io/docs/alerting/latest/configuration/#receiver */
const INTEGRATIONS = ['discord', 'email', 'incidentio', 'jira', 'mattermost', 'msteams', 'msteamsv2', 'opsgenie', 'pagerduty', 'pushover']
  .concat(['rocketchat', 'slack', 'sns', 'telegram', 'victorops', 'webex', 'webhook', 'wechat'])
  .map((name) => `${name}_configs`);

function* targets({ receivers, shape }: Alertmanager): Iterable<Issue> {
  const general = fieldsAt(shape.content, 'global');
  for (const { name, path, fields } of receivers) {
    for (const key of Object.keys(fieldsAt({ fields }, 'fields'))) {
      if (key === 'name' || INTEGRATIONS.includes(key)) continue;
      const near = nearName(key, INTEGRATIONS);
      yield {
        path,
        message: `receiver "${name}" has "${key}", which Alertmanager does not know`,
        why: 'Alertmanager refuses the configuration: it keeps the old one, or does not start, and nobody is told of any alert.',
        fix: near === undefined ? `Known are ${INTEGRATIONS.join(', ')}.` : `Did you mean "${near}"?`,
      };
    }
    for (const integration of integrationsOf(fields)) {
      const needed = NEEDED[integration.key];
      const given =
        needed === undefined ||
        needed.one.some((key) => filled(at(integration.fields, key))) ||
        needed.global.some((key) => filled(general[key]));
      if (!given) {
        yield {
          path,
          severity: 'error',
          message: `${integration.key} of receiver "${name}" has no ${needed.what}`,
          why: 'Alertmanager refuses the configuration, and nobody is told of any alert.',
          fix: `Set ${[needed.one.at(-1), ...needed.global.slice(-1)].join(' or global.')} to what a mounted Secret holds.`,
        };
      }
      if (
        integration.key === 'slack_configs' &&
        textAt(integration.fields, 'channel') === undefined &&
        filled(at(integration.fields, 'app_token'))
      )
        yield {
          path,
          message: `slack_configs of receiver "${name}" has no channel`,
          why: 'Slack refuses the message.',
          fix: 'Set channel.',
        };
    }
  }
}

function filled(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '';
}
