import { at } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { podPatterns } from '../../security/kyverno.ts';
import { releasesOf } from '../../hosts/releases.ts';

export const policySparesPlatform = defineRule({
  id: 'policy-spares-platform',
  severity: 'warning',
  kinds: ['kyverno.io/v1/ClusterPolicy'],
  asks: 'An enforced policy about images leaves out the namespaces of charts, whose images come from elsewhere.',
  source: 'https://kyverno.io/docs/installation/customization/#resource-filters; seed 004, M25',
  *check({ object }, world) {
    for (const { name, path, patterns, rule } of podPatterns(object)) {
      const images = patterns.map((each) => JSON.stringify(each)).join(' ');
      const registry = /"image":"(?!!)([\w.-]+\.[\w.-]+(?::\d+)?\/[^"]*)"/.exec(images)?.[1];
      const excepts =
        rule['exclude'] !== undefined || /namespaces|namespaceSelector|selector/.test(JSON.stringify(at(rule, 'match') ?? ''));
      if (registry === undefined || excepts || registry.includes('|')) continue;
      const filled = [...new Set(releasesOf(world).map(({ namespace }) => namespace))]
        .filter((each) => !/^(kube-.*|kyverno)$/.test(each))
        .sort();
      if (filled.length === 0) continue;
      yield {
        path: `${path}.match`,
        message: `the rule "${name}" asks for images of ${registry} in every namespace, also in ${filled.slice(0, 5).join(', ')}, which charts fill`,
        why: 'What runs goes on running, and is refused at its next restart: DNS, certificates and storage go one after the other.',
        fix: 'Except the namespaces of the platform: exclude.any with resources.namespaces.',
      };
    }
  },
});
