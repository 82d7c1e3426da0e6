import { cronJob, deployment, meshed, ruleCases, statefulSet } from '../../testing.ts';
import { databaseOutsideMesh } from './database-outside-mesh.ts';

const namespace = 'blog';
const container = { image: 'mysql:8.0', ports: [{ containerPort: 3306 }] };

ruleCases(databaseOutsideMesh, {
  accepts: {
    'an annotation that says no': [
      meshed(namespace),
      deployment({ namespace, container, podAnnotations: { 'sidecar.istio.io/inject': 'false' } }),
    ],
    'a label that says no': [
      meshed(namespace),
      deployment({ namespace, container, labels: { app: 'mysql', 'sidecar.istio.io/inject': 'false' } }),
    ],
    'a namespace outside the mesh': [deployment({ namespace, container })],
    PostgreSQL: [
      meshed(namespace),
      statefulSet({ namespace, container: { image: 'postgres:15-alpine', ports: [{ containerPort: 5432 }] } }),
    ],
    'a dump that only uses the image': [meshed(namespace), cronJob({ namespace, container: { image: 'mysql:8.0', ports: [] } })],
    'an exporter': [meshed(namespace), deployment({ namespace, container: { image: 'prom/mysqld-exporter:v0.16.0' } })],
  },
  refuses: {
    'MySQL in an injected namespace': {
      given: [meshed(namespace), deployment({ namespace, container })],
      says: 'MySQL in container "app" (mysql:8.0) gets a sidecar, as namespace "blog" injects one',
      fix: 'Set the pod annotation sidecar.istio.io/inject: "false".',
    },
    'an image of another name on port 3306': {
      given: [
        meshed(namespace),
        statefulSet({ namespace, container: { image: 'ghcr.io/acme/db@sha256:00', ports: [{ containerPort: 3306 }] } }),
      ],
      says: 'MySQL in container "app" (ghcr.io/acme/db@sha256:00) gets a sidecar, as namespace "blog" injects one',
    },
  },
});
