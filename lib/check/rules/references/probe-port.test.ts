import { deployment, ruleCases } from '../../testing.ts';
import { probePort } from './probe-port.ts';

ruleCases(probePort, {
  accepts: {
    'a host on the network of the node': [
      deployment({ container: { livenessProbe: { httpGet: { host: '127.0.0.1', port: 8081 } } }, pod: { hostNetwork: true } }),
    ],
    'a name for virtual hosts': [deployment({ container: { livenessProbe: { httpGet: { host: 'blog.example.org', port: 8081 } } } })],
    'a named port': [deployment({ container: { readinessProbe: { httpGet: { path: '/', port: 'http' } } } })],
    'a number': [deployment({ container: { livenessProbe: { tcpSocket: { port: 9 } } } })],
    'a port of its own that all probes ask': [
      deployment({ container: { livenessProbe: { httpGet: { port: 8081 } }, readinessProbe: { httpGet: { port: 8081 } } } }),
    ],
    'a port that an argument sets': [
      deployment({
        container: { args: ['--health=:8081'], livenessProbe: { httpGet: { port: 8081 } }, readinessProbe: { httpGet: { port: 'http' } } },
      }),
    ],
    'a command': [deployment({ container: { livenessProbe: { exec: { command: ['true'] } } } })],
    'a page of health that the image is known for': [
      deployment({ container: { image: 'jaegertracing/all-in-one:1.54.0', readinessProbe: { httpGet: { path: '/', port: 14269 } } } }),
    ],
  },
  refuses: {
    'the loopback of the node': {
      given: [deployment({ container: { readinessProbe: { httpGet: { host: '127.0.0.1', port: 8080 } } } })],
      says: 'readinessProbe of container "app" asks 127.0.0.1, which is the node for the kubelet',
    },
    'a port on which a known image does not listen': {
      given: [
        deployment({ container: { image: 'jaegertracing/all-in-one:1.54.0', readinessProbe: { httpGet: { path: '/', port: 14270 } } } }),
      ],
      says: 'the probe asks port 14270, which container "app" does not declare; declared: 8080',
    },
    'a name that the container does not have': {
      given: [deployment({ container: { readinessProbe: { httpGet: { path: '/', port: 'web' } } } })],
      says: 'container "app" has no port named "web"; named: http',
      fix: 'Name a port of the container "web", or write the number.',
    },
    'one probe of two that asks another port': {
      given: [deployment({ container: { livenessProbe: { httpGet: { port: 8080 } }, readinessProbe: { httpGet: { port: 8081 } } } })],
      says: 'the probe asks port 8081, which container "app" does not declare; declared: 8080',
    },
    'a slip in a preStop hook': {
      given: [deployment({ container: { lifecycle: { preStop: { httpGet: { path: '/', port: 'htttp' } } } } })],
      says: 'container "app" has no port named "htttp"; named: http',
      fix: 'Did you mean "http"?',
    },
  },
});
