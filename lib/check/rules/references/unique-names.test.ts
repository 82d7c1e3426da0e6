import { deployment, ruleCases, service } from '../../testing.ts';
import { uniqueNames } from './unique-names.ts';

ruleCases(uniqueNames, {
  accepts: {
    'different names': [
      deployment(),
      service({
        ports: [
          { name: 'dns', port: 53, protocol: 'UDP' },
          { name: 'dns-tcp', port: 53, protocol: 'TCP' },
        ],
      }),
    ],
    'ports without names': [deployment({ container: { ports: [{ containerPort: 80 }, { containerPort: 81 }] } })],
  },
  refuses: {
    'a container twice, once as init container': {
      given: [deployment({ pod: { initContainers: [{ name: 'app' }] } })],
      says: 'two containers are called "app"',
    },
    'a port name twice': {
      given: [
        deployment({
          container: {
            ports: [
              { name: 'http', containerPort: 80 },
              { name: 'http', containerPort: 81 },
            ],
          },
        }),
      ],
      says: 'two ports are called "http"',
    },
    'a variable twice': {
      given: [
        deployment({
          container: {
            env: [
              { name: 'A', value: '1' },
              { name: 'A', value: '2' },
            ],
          },
        }),
      ],
      says: 'two variables are called "A"',
    },
    'a volume twice': {
      given: [deployment({ pod: { volumes: [{ name: 'data' }, { name: 'data' }] } })],
      says: 'two volumes are called "data"',
    },
    'two mounts in one place': {
      given: [
        deployment({
          container: {
            volumeMounts: [
              { name: 'a', mountPath: '/a' },
              { name: 'b', mountPath: '/a' },
            ],
          },
        }),
      ],
      says: 'two mounts are called "/a"',
    },
    'a port that two containers listen on': {
      given: [
        deployment({
          container: { name: 'web' },
          pod: {
            containers: [
              { name: 'web', ports: [{ containerPort: 8080 }] },
              { name: 'metrics', ports: [{ containerPort: 8080 }] },
            ],
          },
        }),
      ],
      says: 'containers "web" and "metrics" both listen on 8080/TCP',
    },
    'a Service port twice': {
      given: [
        service({
          ports: [
            { name: 'a', port: 80 },
            { name: 'b', port: 80 },
          ],
        }),
      ],
      says: 'two ports are called "80/TCP"',
    },
  },
});
