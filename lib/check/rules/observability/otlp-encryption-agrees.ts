import { serviceNamed } from '../../hosts/chart-services.ts';
import { partPath, SHAPE_KINDS, shapesIn, shapesOfKind } from '../../observability/shapes.ts';
import { at, fieldsAt, textAt } from '../../read.ts';
import { defineRule } from '../../rule.ts';
import { serviceHost } from '../../services.ts';
import { addressOf } from '../../urls.ts';
import type { World } from '../../world.ts';

export const otlpEncryptionAgrees = defineRule({
  id: 'otlp-encryption-agrees',
  severity: 'warning',
  kinds: SHAPE_KINDS,
  asks: 'A collector that sends OTLP over gRPC to a Service of the cluster says that it is plain text, unless the receiver has a certificate.',
  source: 'https://github.com/open-telemetry/opentelemetry-collector/blob/main/config/configtls/README.md',
  *check(manifest, world) {
    for (const shape of shapesIn(world, manifest, 'otel')) {
      for (const [name, exporter] of Object.entries(fieldsAt(shape.content, 'exporters'))) {
        const endpoint = textAt(exporter, 'endpoint') ?? '';
        // The key may be empty; https:// and certificates of one's own are meant.
        const tls = fieldsAt(exporter, 'tls');
        if (!/^otlp(\/|$)/.test(name) || Object.keys(tls).length > 0 || /^https?:\/\//.test(endpoint)) continue;
        const url = addressOf(endpoint);
        const host = url === undefined ? undefined : serviceHost(url.host, manifest.object.metadata.namespace ?? '');
        if (host === undefined || serviceNamed(world, host.namespace, host.name) === undefined || hasCertificates(world)) continue;
        yield {
          path: partPath(shape, 'exporters', name),
          message: `the exporter ${name} speaks TLS to ${endpoint}, and no receiver here has a certificate`,
          why: 'The handshake fails on every attempt: spans are queued, retried and dropped.',
          fix: 'Set tls.insecure: true, or give the receiver a certificate.',
        };
      }
    }
  },
});

/** Some receiver of OTLP in the tree has a certificate, and it may be this one. */
function hasCertificates(world: World): boolean {
  return world.once('otlp receivers with certificates', () =>
    [...shapesOfKind(world, 'otel'), ...shapesOfKind(world, 'tempo')].some(({ content }) =>
      ['receivers', 'distributor.receivers'].some((path) => at(content, `${path}.otlp.protocols.grpc.tls`) !== undefined),
    ),
  );
}
