import { configFile } from '../../observability/testing.ts';
import { ruleCases } from '../../testing.ts';
import { alertmanagerNotifies } from './alertmanager-notifies.ts';

const file = (receivers: readonly object[], rest: object = {}) =>
  configFile('alertmanager', 'alertmanager.yml', { route: { receiver: 'team' }, receivers, ...rest });
const pager = { name: 'pager', webhook_configs: [{ url: 'http://hook' }] };

ruleCases(alertmanagerNotifies, {
  accepts: {
    'a night in two parts, and a chat by its number': [
      file([{ name: 'team', telegram_configs: [{ bot_token_file: '/t', chat_id: -1001 }] }], {
        time_intervals: [
          {
            name: 'night',
            time_intervals: [
              {
                times: [
                  { start_time: '22:00', end_time: '24:00' },
                  { start_time: '00:00', end_time: '07:00' },
                ],
              },
            ],
          },
        ],
      }),
    ],
    'a receiver that sends': [file([{ name: 'team', slack_configs: [{ api_url_file: '/secrets/slack', channel: '#a' }] }])],
    'a Slack that is set for all': [
      file([{ name: 'team', slack_configs: [{ channel: '#a' }] }], { global: { slack_api_url_file: '/secrets/slack' } }),
    ],
    'a receiver that drops on purpose': [
      configFile('alertmanager', 'alertmanager.yml', {
        route: { receiver: 'null', routes: [{ receiver: 'pager' }] },
        receivers: [{ name: 'null' }, pager],
      }),
    ],
  },
  refuses: {
    'two labels in one text': {
      given: [
        configFile('alertmanager', 'alertmanager.yml', {
          route: { receiver: 'pager', group_by: ['alertname,namespace', '...'] },
          receivers: [pager],
        }),
      ],
      says: 'group_by has "alertname,namespace", which is no name of a label',
      fix: 'Write alertname and namespace as entries of their own.',
    },
    'a night that ends before it begins': {
      given: [
        configFile('alertmanager', 'alertmanager.yml', {
          route: { receiver: 'pager' },
          receivers: [pager],
          time_intervals: [{ name: 'night', time_intervals: [{ times: [{ start_time: '22:00', end_time: '07:00' }] }] }],
        }),
      ],
      says: 'the time of "night" begins at 22:00 and ends at 07:00',
      fix: 'Write two times, 22:00 to 24:00 and 00:00 to 07:00.',
    },
    'a mail server without a port, and a chat by its name': {
      given: [
        file([
          {
            name: 'team',
            email_configs: [{ to: 'a@b', smarthost: 'smtp.example.org' }],
            telegram_configs: [{ bot_token_file: '/t', chat_id: '@blog' }],
          },
        ]),
      ],
      says: [
        'chat_id of receiver "team" is @blog, and is a number',
        'the smarthost of receiver "team" is smtp.example.org, without a port',
      ],
    },
    'a list where a map must stand': {
      given: [
        configFile('alertmanager', 'alertmanager.yml', {
          route: { receiver: 'pager', routes: [{ match: ['severity = critical'], receiver: 'pager' }] },
          receivers: [pager],
        }),
      ],
      says: 'match of a route is a list, and must be a map',
      fix: 'Write matchers: [name = "value"].',
    },
    'a variable that nobody fills in': {
      given: [file([{ name: 'team', slack_configs: [{ api_url: '${SLACK_URL}', channel: '#a' }] }])],
      says: 'api_url is ${SLACK_URL}, and Alertmanager fills in no variables (receivers[0].slack_configs[0].api_url)',
      fix: 'Mount the Secret and name its file (api_url_file).',
    },
    'an integration that does not exist': {
      given: [file([{ name: 'team', slack_config: [{ channel: '#a' }], webhook_configs: [{ url: 'http://hook' }] }])],
      says: 'receiver "team" has "slack_config", which Alertmanager does not know',
      fix: 'Did you mean "slack_configs"?',
    },
    'nobody who is told': { given: [file([{ name: 'team' }, { name: 'other' }])], says: 'no receiver has an integration: team, other' },
    'a default that sends nothing': {
      given: [file([{ name: 'team' }, pager])],
      says: 'the receiver "team" of the root route has no integration',
    },
    'Slack without an address': {
      given: [file([{ name: 'team', slack_configs: [{ channel: '#a' }] }])],
      says: 'slack_configs of receiver "team" has no api_url',
    },
    'mail without a server': {
      given: [file([{ name: 'team', email_configs: [{ to: 'a@example.org' }] }])],
      says: 'email_configs of receiver "team" has no smarthost',
      fix: 'Set smarthost or global.smtp_smarthost to what a mounted Secret holds.',
    },
  },
});
