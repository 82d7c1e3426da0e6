import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed, inherited } from '../../texts/nginx.ts';

/** Paths at which programs speak WebSocket. */
const SOCKETS = /(?:^|[/(|])(?:ws|wss|websockets?|socket\.io|sockjs(?:-node)?|stomp|cable|hubs)(?:$|[/)|$])/i;

export const nginxUpgrades = defineRule({
  id: 'nginx-upgrades',
  severity: 'warning',
  kinds: ['v1/ConfigMap'],
  asks: 'A location of nginx that leads to WebSockets hands on that the connection is to be upgraded, in HTTP/1.1.',
  source: 'https://nginx.org/en/docs/http/websocket.html',
  *check(manifest, world) {
    for (const { path, config } of nginxConfigs(manifest, world)) {
      for (const { directive, around } of directivesNamed(config.directives, 'proxy_pass')) {
        const location = around.findLast((each) => each.name === 'location');
        const where = (location?.args.at(-1) ?? '').replaceAll('\\', '');
        const headers = inherited(config.directives, around, 'proxy_set_header').map(({ args }) => (args[0] ?? '').toLowerCase());
        const [version] = inherited(config.directives, around, 'proxy_http_version');
        const included = [...config.directives, ...around.flatMap(({ block }) => block ?? [])].some(({ name }) => name === 'include');
        if (headers.includes('upgrade') && version === undefined && !included) {
          yield {
            path,
            message: `line ${directive.line}: location ${where} hands on Upgrade, and speaks HTTP/1.0 to ${directive.args[0] ?? ''}`,
            why: 'HTTP/1.0 knows no upgrade: the program answers 400 or 426, and no WebSocket is opened.',
            fix: 'Add proxy_http_version 1.1; (nginx before 1.29.7 speaks 1.0 unless told).',
          };
        } else if (SOCKETS.test(where) && !headers.includes('upgrade') && !included) {
          yield {
            path,
            message: `line ${directive.line}: location ${where} passes on to ${directive.args[0] ?? ''} without the header Upgrade`,
            why: 'nginx keeps the header to itself: the program sees an ordinary request and answers 400 or 404, and no WebSocket is opened.',
            fix: 'Add proxy_http_version 1.1; with proxy_set_header Upgrade $http_upgrade; and Connection "upgrade".',
          };
        }
      }
    }
  },
});
