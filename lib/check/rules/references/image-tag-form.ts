import { documentKind } from '../../document.ts';
import { parseImage, type Image } from '../../images.ts';
import { POD_KINDS } from '../../pods.ts';
import { strings, text } from '../../read.ts';
import { defineRule, type Issue, type WorldObject } from '../../rule.ts';
import { composeServices, isCompose } from '../../texts/compose.ts';
import type { World } from '../../world.ts';

/** Images whose releases are tagged `v1.2.3`, by registry and path. */
const WITH_V =
  /^(?:(?:docker\.io|quay\.io)\/(?:prom|prometheus|prometheuscommunity|prometheus-operator)\/[\w-]+|docker\.io\/(?:grafana\/(?:alloy|agent)|oliver006\/redis_exporter|thanosio\/thanos|goharbor\/[\w-]+|longhornio\/longhorn-[\w-]+|velero\/[\w-]+)|quay\.io\/(?:argoproj\/(?:argocd|argo-rollouts)|jetstack\/cert-manager-[\w-]+|cilium\/(?:cilium|operator[\w-]*|hubble-[\w-]+)|thanos\/thanos|kiali\/kiali|metallb\/[\w-]+|brancz\/kube-rbac-proxy)|ghcr\.io\/(?:kyverno\/[\w-]+|external-secrets\/external-secrets|dexidp\/dex|stakater\/reloader)|registry\.k8s\.io\/(?:metrics-server|kube-state-metrics|ingress-nginx|external-dns|coredns|sig-storage)\/[\w-]+|gcr\.io\/cadvisor\/cadvisor)$/;

/** And those tagged `1.2.3`. Of official images only well-known ones: somebody's own image may have no registry before its name. */
const WITHOUT_V =
  /^(?:docker\.io\/(?:library\/(?:nginx|redis|valkey|postgres|mysql|mariadb|mongo|memcached|rabbitmq|busybox|alpine|ubuntu|debian|node|python|golang|httpd|haproxy|elasticsearch|kibana|logstash|influxdb|wordpress|nextcloud|ghost|sonarqube)|grafana\/(?:grafana|loki|promtail|tempo|mimir)|otel\/opentelemetry-collector[\w-]*|falcosecurity\/[\w-]+|istio\/[\w-]+|hashicorp\/(?:vault|consul|vault-k8s)|jaegertracing\/[\w-]+|openzipkin\/zipkin|coredns\/coredns|aquasec\/trivy|bitnami\/[\w-]+)|ghcr\.io\/kedacore\/[\w-]+|quay\.io\/kiwigrid\/k8s-sidecar)$/;

export const imageTagForm = defineRule({
  id: 'image-tag-form',
  severity: 'error',
  kinds: [...POD_KINDS, documentKind('HelmValues'), documentKind('Config')],
  asks: 'Tags of well-known images are written as their makers write them: with a v before the version, or without.',
  source: 'https://hub.docker.com/r/prom/prometheus/tags; https://hub.docker.com/r/grafana/grafana/tags',
  *check(manifest, world) {
    for (const { image, path } of imagesOf(manifest, world)) {
      const fault = faultOf(parseImage(image));
      if (fault !== undefined) yield { path, ...fault };
    }
  },
});

interface Written {
  readonly image: string;
  readonly path: string;
}

function imagesOf(manifest: WorldObject, world: World): readonly Written[] {
  const { object, file = '' } = manifest;
  if (object.kind === 'HelmValues') return valuesImages(object);
  if (object.kind !== 'Config')
    return (world.podTemplate(manifest)?.containers ?? []).flatMap(({ image, path }) =>
      image === undefined ? [] : [{ image, path: `${path}.image` }],
    );
  return isCompose(file)
    ? composeServices(manifest).flatMap(({ path, fields }) => {
        const image = text(fields['image']);
        return image === undefined ? [] : [{ image, path: `${path}.image` }];
      })
    : [];
}

/** `image: { repository: grafana/loki, tag: 2.9.2 }`, wherever it stands. */
function valuesImages(object: unknown): readonly Written[] {
  const parts = new Map<string, Map<string, string>>();
  for (const { path, key, value } of strings(object)) {
    if (!/^(?:registry|repository|tag|digest|sha)$/.test(key) || value === '') continue;
    const parent = path.slice(0, -key.length);
    parts.set(parent, (parts.get(parent) ?? new Map<string, string>()).set(key, value));
  }
  return [...parts].flatMap(([parent, part]) => {
    const [registry, repository, tag] = ['registry', 'repository', 'tag'].map((key) => part.get(key));
    if (repository === undefined || tag === undefined || part.has('digest') || part.has('sha')) return [];
    return [{ image: `${registry === undefined ? '' : `${registry}/`}${repository}:${tag}`, path: `${parent}tag` }];
  });
}

function faultOf({ registry, path, tag = '', digest }: Image): Omit<Issue, 'path'> | undefined {
  // Only a whole version: what else a tag says may be of any form.
  const [, v = '', version = ''] = /^(v?)(\d+\.\d+(?:\.\d+)?)$/.exec(tag) ?? [];
  const name = `${registry}/${path}`;
  // The first releases of Loki and Promtail had a v.
  const isFirst = /^[01]\./.test(version) && /grafana\/(?:loki|promtail)$/.test(path);
  if (version === '' || digest !== undefined || isFirst) return undefined;
  const other = v === '' && WITH_V.test(name) ? `v${version}` : v === 'v' && WITHOUT_V.test(name) ? version : undefined;
  return other === undefined
    ? undefined
    : {
        message: `${path} has no tag ${tag}: its versions are tagged ${v === '' ? 'with' : 'without'} a v`,
        why: 'The registry answers "manifest unknown": the pods stay in ImagePullBackOff.',
        fix: `Write ${other}.`,
      };
}
