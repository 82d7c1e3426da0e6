import { documentKind } from '../../document.ts';
import { textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';

/** Ports behind which somebody may do anything, and what listens there. */
const DOORS: readonly (readonly [port: number, what: string])[] = [
  [22, 'SSH'],
  [2379, 'etcd'],
  [2380, 'etcd'],
  [3306, 'MySQL'],
  [3389, 'remote desktops'],
  [5432, 'PostgreSQL'],
  [6379, 'Redis'],
  [6443, 'the API server of Kubernetes'],
  [9200, 'Elasticsearch'],
  [10250, 'the kubelet'],
  [27017, 'MongoDB'],
];

export const firewallNarrow = defineRule({
  id: 'firewall-narrow',
  severity: 'warning',
  kinds: [documentKind('TextFile')],
  asks: 'Firewalls in Terraform open administration and databases to known addresses only.',
  source: 'https://kubernetes.io/docs/concepts/security/security-checklist/#network-security',
  *check({ object, file }) {
    if (file?.endsWith('.tf') !== true) return;
    const text = textAt(object, 'text') ?? '';
    for (const { 0: resource, 1: name = '', index } of text.matchAll(
      /resource\s+"\w*(?:firewall|security_group|security_rule|security_list)\w*"\s+"([^"]+)"\s*\{[\s\S]*?\n\}/g,
    )) {
      for (const { block, offset } of ways(resource)) {
        if (
          !/"(0\.0\.0\.0\/0|::\/0)"|source_address_prefix\s*=\s*"(\*|Internet)"/.test(block) ||
          /direction\s*=\s*"(EGRESS|Outbound)"|type\s*=\s*"egress"|access\s*=\s*"Deny"|\bdeny\s*\{/i.test(block)
        )
          continue;
        const open = DOORS.filter(([port]) => rangesOf(block).some(([from, to]) => from <= port && port <= to));
        if (open.length === 0) continue;
        const line = text.slice(0, index + offset).split('\n').length;
        yield {
          path: `line ${line}`,
          message: `${name} opens ${[...new Set(open.map(([port, what]) => `${port} (${what})`))].join(', ')} to the whole world`,
          why: 'Within minutes somebody tries passwords and known holes there, day and night.',
          fix: 'Name the addresses that need it, or reach it over a VPN or a bastion.',
        };
      }
    }
  },
});

/** The parts that say who may come in: each `ingress` of a security group, or the whole rule. */
function ways(resource: string): readonly { readonly block: string; readonly offset: number }[] {
  const parts = [...resource.matchAll(/\n\s*(ingress|ingress_security_rules|security_rule)\s*\{[\s\S]*?\n\s*\}/g)];
  const isGroup = /"\w*(security_group|security_list)"/.test(resource) && !resource.includes('security_group_rule');
  return parts.length > 0 || isGroup
    ? parts.map(({ 0: block, index }) => ({ block, offset: index + 1 }))
    : [{ block: resource, offset: 0 }];
}

function rangesOf(block: string): readonly (readonly [number, number])[] {
  return [
    ...[...block.matchAll(/(?:ports|destination_port_ranges)\s*=\s*\[([^\]]*)\]/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/"?(\d+)(?:-(\d+))?"?/g)].map(([, from, to]) => [Number(from), Number(to ?? from)] as const),
    ),
    ...[...block.matchAll(/(?:from_port|port_range_min|\bmin)\s*=\s*(\d+)[\s\S]*?(?:to_port|port_range_max|\bmax)\s*=\s*(\d+)/g)].map(
      ([, from, to]) => [Number(from), Number(to)] as const,
    ),
    ...[...block.matchAll(/destination_port_range\s*=\s*"(\d+)(?:-(\d+))?"/g)].map(
      ([, from, to]) => [Number(from), Number(to ?? from)] as const,
    ),
  ];
}
