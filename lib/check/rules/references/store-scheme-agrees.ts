import { chartSpeech } from '../../hosts/chart-speech.ts';
import { HELM_KINDS } from '../../helm.ts';
import { storeAddresses } from '../../observability/object-stores.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';

export const storeSchemeAgrees = defineRule({
  id: 'store-scheme-agrees',
  severity: 'error',
  kinds: [...HELM_KINDS, 'v1/ConfigMap', 'v1/Secret', 'external-secrets.io/v1/ExternalSecret'],
  asks: 'Programs that are told an object store by host and port speak to it with TLS where it has a certificate, and without where it has none.',
  source:
    'https://thanos.io/tip/thanos/storage.md/#s3; https://grafana.com/docs/loki/latest/configure/#aws_storage_config; https://github.com/minio/minio/blob/master/helm/minio/values.yaml',
  *check(manifest, world) {
    for (const { path, endpoint, plain } of storeAddresses(manifest)) {
      const [, name = '', port = ''] = /^([a-z0-9.-]+):(\d+)$/.exec(endpoint) ?? [];
      const host = name === '' ? undefined : serviceHost(name, manifest.object.metadata.namespace ?? '');
      if (host === undefined) continue;
      const speech = chartSpeech(world, host.namespace, host.name, Number(port));
      if (speech?.encrypted !== plain) continue;
      yield {
        path,
        message: `${endpoint} is spoken to ${plain ? 'without TLS (insecure: true)' : 'with TLS (insecure is not true)'}, and Service ${host.namespace}/${host.name} ${speech.because}`,
        why: plain
          ? 'The store answers "Client sent an HTTP request to an HTTPS server": nothing is written, and nothing can be read.'
          : 'Each request ends with "server gave HTTP response to HTTPS client": nothing is written, and nothing can be read.',
        fix: `Set insecure: ${plain ? 'false' : 'true'}, or ${plain ? 'take TLS from' : 'give a certificate to'} the store.`,
      };
    }
  },
});
