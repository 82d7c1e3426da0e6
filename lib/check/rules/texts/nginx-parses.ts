import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';

export const nginxParses = defineRule({
  id: 'nginx-parses',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'A configuration of nginx has all its semicolons, brackets and quotes.',
  source: 'https://nginx.org/en/docs/beginners_guide.html#conf_structure',
  *check(manifest, world) {
    for (const { path, config } of nginxConfigs(manifest, world)) {
      if (config.problem === undefined) continue;
      const { what, line } = config.problem;
      yield {
        path,
        message: `line ${line}: ${what}`,
        why: 'nginx exits with [emerg] at its start: the pods restart for ever, or keep the old configuration until they are moved.',
        fix: 'Complete it.',
      };
    }
  },
});
