import { kube, ruleCases } from '../../testing.ts';
import { telemetryFilterReads } from './telemetry-filter-reads.ts';

const telemetry = (expression: string) =>
  kube(
    'telemetry.istio.io/v1/Telemetry',
    { name: 'errors', namespace: 'blog' },
    { spec: { accessLogging: [{ providers: [{ name: 'envoy' }], filter: { expression } }] } },
  );

const tagged = (value: string) =>
  kube(
    'telemetry.istio.io/v1/Telemetry',
    { name: 'metrics', namespace: 'blog' },
    { spec: { metrics: [{ providers: [{ name: 'prometheus' }], overrides: [{ tagOverrides: { cluster: { value } } }] }] } },
  );

ruleCases(telemetryFilterReads, {
  accepts: {
    'a text with quotes of its own, and an attribute': [tagged('"home"'), tagged("request.headers['x-team']"), tagged('node')],
    'a code': [telemetry('response.code >= 400')],
    'several attributes, and texts with such words': [
      telemetry(
        "response.code >= 500 || (connection.mtls == false && request.url_path.contains('a and b')) || request.headers['x-a'] == 'b=c'",
      ),
    ],
    'state of a filter, and a function': [telemetry('!has(request.headers) || xds.cluster_name == "outbound" || "a" in request.headers')],
  },
  refuses: {
    'a text without quotes of its own': {
      given: [tagged('home')],
      says: 'the value of cluster is home, which is no attribute, and no text without quotes of its own',
    },
    'a word of the log format': {
      given: [telemetry('%RESPONSE_CODE% >= 400')],
      says: 'the expression has %RESPONSE_CODE%, a word of the log format',
    },
    'words that join': {
      given: [telemetry('response.code >= 400 and response.code < 500')],
      says: 'the expression joins with and, which CEL does not know',
      fix: 'Write &&.',
    },
    'a single sign': { given: [telemetry('response.code = 404')], says: 'the expression compares by a single =' },
    'an attribute that is none': {
      given: [telemetry('res.code >= 400')],
      says: 'the expression reads res.code, and attributes begin with request, response, connection, upstream, source, destination …',
    },
  },
});
