import { secretContents } from '../../clusters/contents.ts';
import { istioMesh } from '../../clusters/members.ts';
import { nearName } from '../../reference.ts';
import { itemsAt, textAt, textsAt } from '../../read.ts';
import { defineRule, type Issue } from '../../rule.ts';
import { yamlIn } from '../../text-yaml.ts';

export const remoteSecretWorks = defineRule({
  id: 'remote-secret-works',
  severity: 'error',
  kinds: ['v1/Secret', 'external-secrets.io/v1/ExternalSecret', 'bitnami.com/v1alpha1/SealedSecret'],
  asks: 'A remote secret of Istio stands in its namespace, is named by the cluster that it is for, and leads to an API server that others reach.',
  source: 'https://istio.io/latest/docs/setup/install/multicluster/multi-primary/#enable-endpoint-discovery',
  *check({ object }, world) {
    const template = { Secret: '', ExternalSecret: 'spec.target.template', SealedSecret: 'spec.template' }[object.kind] ?? '';
    if (textsAt(object, `${template === '' ? '' : `${template}.`}metadata.labels`)['istio/multicluster'] !== 'true') return;
    const { namespace } = object.metadata;
    if (namespace !== undefined && !namespace.includes('istio')) {
      const message = `a remote secret in "${namespace}": istiod looks for them in its own namespace`;
      yield {
        path: 'metadata.namespace',
        message,
        why: 'The other cluster is not known: none of its endpoints are found.',
        fix: 'Move it to istio-system.',
      };
    }
    const names = istioMesh(world).flatMap(({ name }) => name ?? []);
    const data = object.kind === 'Secret' ? secretContents(object) : textsAt(object, `${template}.data`);
    for (const [key, kubeconfig] of Object.entries(data)) {
      const path =
        object.kind === 'Secret'
          ? `${key in textsAt(object, 'stringData') ? 'stringData' : 'data'}["${key}"]`
          : `${template}.data["${key}"]`;
      const near = names.length > 0 && !names.includes(key) ? nearName(key, names) : undefined;
      if (near !== undefined) {
        const message = `no control plane calls its cluster ${key}; there is ${near}`;
        yield {
          path,
          message,
          why: 'Endpoints of that cluster count to a cluster that nobody knows: they get no network and no locality.',
          fix: `Name the key ${near}.`,
        };
      }
      yield* servers(kubeconfig, path);
    }
  },
});

function* servers(kubeconfig: string, path: string): Iterable<Issue> {
  for (const cluster of itemsAt(yamlIn(kubeconfig), 'clusters')) {
    const server = textAt(cluster, 'cluster.server') ?? '';
    if (!/^https:\/\/(127\.|localhost|0\.0\.0\.0|\[::1\]|kubernetes\.default)/.test(server)) continue;
    yield {
      path,
      message: `the kubeconfig names ${server}, which is the machine it was made on`,
      why: 'Istiod calls itself instead of the other cluster, and finds none of its endpoints.',
      fix: 'Write the address at which other clusters reach the API server (istioctl create-remote-secret --server).',
    };
  }
}
