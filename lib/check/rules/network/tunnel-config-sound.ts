import { at, fields, items, join, textAt, textsAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

export const tunnelConfigSound = defineRule({
  id: 'tunnel-config-sound',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The rules of a Cloudflare tunnel end with one for all other hosts, and none stands behind it.',
  source:
    'https://developers.cloudflare.com/cloudflare-one/connections/connect-networks/do-more-with-tunnels/local-management/configuration-file/',
  *check({ object }) {
    for (const [key, written] of Object.entries(textsAt(object, 'data'))) {
      if (!/^ingress:/m.test(written) || !/^(?:tunnel|credentials-file|originRequest|warp-routing):/m.test(written)) continue;
      const rules = items(fields(yamlIn(written))['ingress']);
      const path = join('data', key);
      const open = rules.findIndex((each) => at(each, 'hostname') === undefined && at(each, 'path') === undefined);
      const nameless = rules.find((each) => at(each, 'service') === undefined);
      if (nameless !== undefined) {
        yield {
          path,
          message: `the rule for ${textAt(nameless, 'hostname') ?? 'all hosts'} has no service`,
          why: 'cloudflared refuses its settings and does not start: the whole site is gone.',
          fix: 'Add service, such as http://web.blog.svc.cluster.local:80.',
        };
      } else if (rules.length > 0 && open === -1) {
        yield {
          path,
          message: `the last of its rules is for ${textAt(rules.at(-1), 'hostname') ?? textAt(rules.at(-1), 'path') ?? ''}, and none is for all other hosts`,
          why: 'cloudflared refuses its settings ("The last ingress rule must match all URLs") and does not start: the whole site is gone.',
          fix: 'End the list with {service: "http_status:404"}.',
        };
      } else if (open !== -1 && open < rules.length - 1) {
        yield {
          path,
          message: `the rule for all hosts is number ${open + 1} of ${rules.length}`,
          why: 'cloudflared refuses a rule that no request would ever reach, and does not start.',
          fix: 'Put it at the end.',
        };
      }
    }
  },
});
