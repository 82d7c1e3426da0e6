import { releasesOf } from '../../hosts/releases.ts';
import { defineRule } from '../../rule.ts';
import { nginxConfigs } from '../../texts/nginx-configs.ts';
import { directivesNamed } from '../../texts/nginx.ts';
import type { World } from '../../world.ts';

/** Names of the Service of the cluster's DNS, by those who make clusters. */
const SERVICES = ['kube-dns', 'rke2-coredns-rke2-coredns', 'dns-default'];

export const nginxResolverThere = defineRule({
  id: 'nginx-resolver-there',
  severity: 'error',
  kinds: ['v1/ConfigMap'],
  asks: 'The resolver that nginx asks for names is that of the cluster.',
  source:
    'https://nginx.org/en/docs/http/ngx_http_core_module.html#resolver; https://kubernetes.io/docs/tasks/administer-cluster/dns-custom-nameservers/',
  *check(manifest, world) {
    for (const { path, config } of nginxConfigs(manifest, world)) {
      for (const { directive } of directivesNamed(config.directives, 'resolver')) {
        for (const server of directive.args) {
          if (/^127\.0\.0\.11(?::53)?$/.test(server))
            yield {
              path,
              message: `line ${directive.line}: the resolver is ${server}, which is that of Docker`,
              why: 'In a pod nobody answers there ("connection refused while resolving"): each request for which a name is looked up gets 502.',
              fix: 'Write resolver kube-dns.kube-system.svc.cluster.local valid=10s; in its place.',
            };
          const [, name = ''] = /^([a-z][\w-]*)\.kube-system\.svc(?:\.cluster\.local\.?)?(?::53)?$/.exec(server) ?? [];
          if (name === '' || SERVICES.includes(name) || isMade(name, world)) continue;
          yield {
            path,
            severity: 'warning',
            message: `line ${directive.line}: the resolver is ${server}, and the DNS of a cluster is behind the Service kube-dns, whatever program it is`,
            why: 'nginx does not start where the name is not there: "host not found in resolver".',
            fix: 'Write kube-dns.kube-system.svc.cluster.local, or the name that kubectl -n kube-system get services shows.',
          };
        }
      }
    }
  },
});

/** A Service of the tree, or one of a chart for it. */
function isMade(name: string, world: World): boolean {
  return world.find('v1/Service', 'kube-system', name) !== undefined || releasesOf(world).some(({ chart }) => chart.includes('dns'));
}
