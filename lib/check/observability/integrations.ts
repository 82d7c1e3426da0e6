import { at, fieldsAt, textAt } from '../read.ts';
import { nearName } from '../reference.ts';
import type { Issue } from '../rule.ts';
import { REFUSED } from './alertmanager-forms.ts';
import { integrationsOf, type Alertmanager } from './alertmanagers.ts';

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

/** Integrations that do not exist, or lack what they cannot do without. */
export function* integrationFaults({ receivers, shape }: Alertmanager): Iterable<Issue> {
  const general = fieldsAt(shape.content, 'global');
  for (const { name, path, fields } of receivers) {
    for (const key of Object.keys(fieldsAt({ fields }, 'fields'))) {
      if (key === 'name' || INTEGRATIONS.includes(key)) continue;
      const near = nearName(key, INTEGRATIONS);
      yield {
        path,
        message: `receiver "${name}" has "${key}", which Alertmanager does not know`,
        why: REFUSED,
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
      const smarthost = textAt(integration.fields, 'smarthost') ?? textAt(general, 'smtp_smarthost');
      if (integration.key === 'email_configs' && smarthost !== undefined && /^[\w.-]+$/.test(smarthost))
        yield {
          path,
          severity: 'error',
          message: `the smarthost of receiver "${name}" is ${smarthost}, without a port`,
          why: REFUSED,
          fix: `Write ${smarthost}:587.`,
        };
      const chat = textAt(integration.fields, 'chat_id');
      if (integration.key === 'telegram_configs' && chat !== undefined && !/^-?\d+$|[{$]/.test(chat))
        yield {
          path,
          severity: 'error',
          message: `chat_id of receiver "${name}" is ${chat}, and is a number`,
          why: REFUSED,
          fix: 'Write the number of the chat, which is negative for groups.',
        };
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
