import { cronJob, ruleCases } from '../../testing.ts';
import { etcdctlSpeaksTls } from './etcdctl-speaks-tls.ts';

const CERTS = ['--cacert=/pki/ca.crt', '--cert=/pki/server.crt', '--key=/pki/server.key'];
const snapshot = (...words: readonly string[]) =>
  cronJob({ container: { name: 'snapshot', command: ['etcdctl', ...words, 'snapshot', 'save', '/backup/x.db'] } });

ruleCases(etcdctlSpeaksTls, {
  accepts: {
    'an address with TLS': [snapshot('--endpoints=https://127.0.0.1:2379', ...CERTS)],
    'one without certificates': [snapshot('--endpoints=http://etcd:2379')],
    'variables instead of flags': [
      cronJob({
        container: {
          command: ['sh', '-c', 'etcdctl snapshot save /backup/x.db'],
          env: [
            { name: 'ETCDCTL_ENDPOINTS', value: 'https://127.0.0.1:2379' },
            { name: 'ETCDCTL_CERT', value: '/a' },
            { name: 'ETCDCTL_KEY', value: '/b' },
          ],
        },
      }),
    ],
    'another program': [cronJob({ container: { command: ['curl', '--cert', 'a', 'http://etcd:2379'] } })],
  },
  refuses: {
    'an address without TLS': {
      given: [snapshot('--endpoints=http://127.0.0.1:2379', ...CERTS)],
      says: 'etcdctl is given certificates and asks http://127.0.0.1:2379',
      fix: 'Write https://127.0.0.1:2379.',
    },
    'a certificate without its key, in a script': {
      given: [
        cronJob({
          container: { command: ['sh', '-c', 'etcdctl --endpoints=https://127.0.0.1:2379 --cacert=/a --cert=/b snapshot save /x'] },
        }),
      ],
      says: 'etcdctl is given a certificate without its key (--key)',
    },
  },
});
