import { fieldsAt, strings, text, textAt } from '../read.ts';
import type { Issue } from '../rule.ts';
import { partPath, type Shape } from './shapes.ts';

/** Exporters that ask a URL; those of OTLP over gRPC take a host and its port. */
const BY_URL = /^(?:otlphttp|prometheusremotewrite|zipkin|loki|elasticsearch|influxdb)(?:\/|$)/;
const BARE = /^[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*:\d{2,5}(?:\/|$)/i;
const REFUSED = 'The collector ends at its start: no signal arrives anywhere.';

/** Where a collector listens is an address of its own, and where it sends by HTTP a URL. */
export function* endpointFaults(shape: Shape): Iterable<Issue> {
  const used = new Set([...strings(fieldsAt(shape.content, 'service'))].map(({ value }) => value));
  for (const list of ['receivers', 'exporters', 'extensions']) {
    for (const [name, part] of Object.entries(fieldsAt(shape.content, list))) {
      if (!used.has(name)) continue;
      const path = partPath(shape, list, name);
      if (/^prometheus(?:\/|$)/.test(name) && list === 'exporters')
        yield* listening(text(fieldsAt({ part }, 'part')['endpoint']), name, path);
      if (list === 'receivers' && /^(?:otlp|jaeger|zipkin|opencensus)(?:\/|$)/.test(name)) {
        for (const protocol of [part, ...Object.values(fieldsAt(part, 'protocols'))])
          yield* listening(textAt(protocol, 'endpoint'), name, path);
      }
      const url = list === 'exporters' && BY_URL.test(name) ? (textAt(part, 'endpoint') ?? '') : '';
      if (BARE.test(url))
        yield {
          path,
          message: `${name} sends to ${url}, without a scheme`,
          why: 'The name of the host is taken for a scheme ("unsupported protocol scheme"): nothing is sent.',
          fix: `Write http://${url}.`,
        };
    }
  }
}

/** An address on which the collector is to listen, and that is none of its own. */
function* listening(endpoint: string | undefined, name: string, path: string): Iterable<Issue> {
  if (endpoint === undefined || /[$<{]/.test(endpoint)) return;
  const pulled = name.startsWith('prometheus');
  const fix = pulled
    ? 'Write 0.0.0.0:8889 and let Prometheus scrape it, or use prometheusremotewrite, which sends.'
    : `Write ${endpoint.replace(/^\w+:\/\//, '').replace(/\/.*$/, '')}.`;
  if (/^\w+:\/\//.test(endpoint))
    yield { path, message: `${name} is to listen on ${endpoint}, which is a URL`, why: `"too many colons in address": ${REFUSED}`, fix };
  else if (pulled && /^[a-z][\w-]*(?:\.[\w-]+)*:\d+$/i.test(endpoint) && !endpoint.startsWith('localhost:'))
    yield {
      path,
      message: `${name} is to listen on ${endpoint}, the address of another`,
      why: `The exporter prometheus waits to be scraped, and sends nothing: "cannot assign requested address". ${REFUSED}`,
      fix,
    };
}
