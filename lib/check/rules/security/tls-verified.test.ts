import { cronJob, deployment, kube, ruleCases } from '../../testing.ts';
import { tlsVerified } from './tls-verified.ts';

const env = (name: string, value: string) => deployment({ container: { env: [{ name, value }] } });
const runs = (line: string) => cronJob({ container: { command: ['sh', '-c', line] } });

ruleCases(tlsVerified, {
  accepts: {
    'certificates that are checked': [env('NODE_TLS_REJECT_UNAUTHORIZED', '1'), runs('curl -fsSL https://example.com/x')],
    'a question to the pod itself': [runs('curl -ks https://localhost:8443/health')],
    'a question inside the cluster': [runs('curl -k https://kubernetes.default.svc/healthz')],
    'metrics of kubelets, whose certificates nobody signed': [
      deployment({ name: 'metrics-server', container: { args: ['--kubelet-insecure-tls'] } }),
    ],
    'TLS with a CA': [
      kube(
        'networking.istio.io/v1/DestinationRule',
        {},
        { spec: { trafficPolicy: { tls: { mode: 'SIMPLE', caCertificates: '/ca.pem' } } } },
      ),
    ],
  },
  refuses: {
    'a variable': { given: [env('NODE_TLS_REJECT_UNAUTHORIZED', '0')], says: 'NODE_TLS_REJECT_UNAUTHORIZED=0 takes any certificate' },
    'a download in a script': {
      given: [runs('curl -sSkL https://downloads.example.com/agent.jar -o /agent.jar')],
      says: 'curl takes any certificate of https://downloads.example.com',
    },
    'an argument': {
      given: [deployment({ container: { args: ['--insecure-skip-tls-verify'] } })],
      says: '--insecure-skip-tls-verify takes any certificate',
    },
    'a route of the mesh': {
      given: [
        kube(
          'networking.istio.io/v1/DestinationRule',
          {},
          { spec: { trafficPolicy: { tls: { mode: 'SIMPLE', insecureSkipVerify: true } } } },
        ),
      ],
      says: 'the certificate is not checked (insecureSkipVerify)',
    },
  },
});
