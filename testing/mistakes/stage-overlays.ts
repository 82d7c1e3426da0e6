import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const KUSTOMIZATION = `${PROD}/kustomization.yaml`;
const USER = 'k8s-manifests/base/user-service/user-service.yaml';
const REDIS = 'k8s-manifests/base/redis/redis.yaml';
const PATCHES = '  - path: patches/config.yaml\n';
const PATCHED: readonly [string, string, string] = [KUSTOMIZATION, PATCHES, `${PATCHES}  - path: patches/user-service.yaml\n`];

/** Overlays whose patches meet what the base has already. */
export const stageOverlays: readonly Mistake[] = [
  slip({ name: 'A label for everything takes the place of the label by which Services find their pods', caughtBy: 'workloads-overlap' }, [
    [KUSTOMIZATION, 'namespace: titanium-prod\n', 'namespace: titanium-prod\ncommonLabels: { app: titanium }\n'],
  ]),
  slip({ name: 'A label with the version of the release becomes part of every selector', caughtBy: 'selector-stable' }, [
    [
      KUSTOMIZATION,
      'namespace: titanium-prod\n',
      'namespace: titanium-prod\nlabels:\n  - pairs: { app.kubernetes.io/version: 2.0.0 }\n    includeSelectors: true\n',
    ],
  ]),
  slip(
    { name: 'An overlay gives a variable a source, and the base has given it a value', caughtBy: 'schema-valid' },
    [
      PATCHED,
      [
        USER,
        '- { name: SERVICE_NAME, value: user-service }',
        '- { name: SERVICE_NAME, value: user-service }\n            - { name: JWT_ISSUER, value: titanium-dev }',
      ],
    ],
    {
      [`${PROD}/patches/user-service.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: user-service-deployment }
spec:
  template:
    spec:
      containers:
        - name: user-service
          env:
            - name: JWT_ISSUER
              valueFrom: { configMapKeyRef: { name: app-config, key: LOG_LEVEL } }
`,
    },
  ),
  slip(
    { name: 'An overlay gives the port another number and so adds a second one of the same name', caughtBy: 'unique-names' },
    [PATCHED],
    {
      [`${PROD}/patches/user-service.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: user-service-deployment }
spec:
  template:
    spec:
      containers:
        - name: user-service
          ports: [{ name: http, containerPort: 8081 }]
`,
    },
  ),
  slip({ name: 'An overlay probes Redis by its port, and the base by a command', caughtBy: 'schema-valid' }, [PATCHED], {
    [`${PROD}/patches/user-service.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: redis-deployment }
spec:
  template:
    spec:
      containers:
        - name: redis
          livenessProbe: { tcpSocket: { port: 6379 } }
`,
  }),
  slip(
    { name: 'An overlay takes a volume away and leaves its mount', caughtBy: 'pod-references-exist' },
    [
      PATCHED,
      [USER, '          livenessProbe:', '          volumeMounts: [{ name: data, mountPath: /data }]\n          livenessProbe:'],
      [USER, '      containers:\n', '      volumes: [{ name: data, emptyDir: {} }]\n      containers:\n'],
    ],
    {
      [`${PROD}/patches/user-service.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: user-service-deployment }
spec:
  template:
    spec:
      volumes:
        - { name: data, $patch: delete }
`,
    },
  ),
  slip({ name: 'The figures of the sidecar reach only Deployments whose names end as most do', caughtBy: 'quota-fits' }, [
    [KUSTOMIZATION, '    target: { kind: Deployment }', '    target: { kind: Deployment, name: ".*-service-deployment" }'],
  ]),
  slip({ name: 'A folder is listed that has no kustomization', caughtBy: 'kustomization-resource-exists' }, [
    [KUSTOMIZATION, '  - mesh.yaml\n', '  - mesh.yaml\n  - ../../monitoring\n'],
  ]),
  slip({ name: 'The base lies one folder further up than the overlay says', caughtBy: 'kustomization-resource-exists' }, [
    [KUSTOMIZATION, '  - ../../base\n', '  - ../base\n'],
  ]),
  slip({ name: 'An annotation for everything is a truth value', caughtBy: 'kustomization-builds' }, [
    [KUSTOMIZATION, 'namespace: titanium-prod\n', 'namespace: titanium-prod\ncommonAnnotations: { monitored: true }\n'],
  ]),
  slip({ name: 'A patch in the list of resources', caughtBy: 'kustomization-builds' }, [
    [KUSTOMIZATION, '  - namespace.yaml\n', '  - namespace.yaml\n  - patches/config.yaml\n'],
  ]),
  slip(
    { name: 'A patch names an older version of the API than the object has', caughtBy: 'kustomization-patch-target' },
    [[KUSTOMIZATION, PATCHES, `${PATCHES}  - path: patches/hpa.yaml\n`]],
    {
      [`${PROD}/patches/hpa.yaml`]:
        'apiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata: { name: user-service-hpa }\nspec: { maxReplicas: 8 }\n',
    },
  ),
  slip({ name: 'The tag of an image is a number that YAML reads', caughtBy: 'kustomization-builds' }, [
    [KUSTOMIZATION, '{ name: acme/user-service, newTag: main-2b4ed90 }', '{ name: acme/user-service, newTag: 2.10 }'],
  ]),
  slip({ name: 'The tag stands in the name of the image', caughtBy: 'kustomization-patch-target' }, [
    [KUSTOMIZATION, '{ name: acme/user-service, newTag: main-2b4ed90 }', '{ name: "acme/user-service:v1.0", newTag: main-2b4ed90 }'],
  ]),
  slip({ name: 'The port of the database is a number in a ConfigMap', caughtBy: 'yaml-typed-value' }, [
    [`${PROD}/patches/config.yaml`, 'POSTGRES_PORT: "5432"', 'POSTGRES_PORT: 5432'],
  ]),
  slip({ name: 'The pull secret stands at the container', caughtBy: 'schema-unknown-field' }, [
    [USER, '      imagePullSecrets: [{ name: docker-hub-secret }]\n', ''],
    [
      USER,
      '          imagePullPolicy: IfNotPresent\n',
      '          imagePullPolicy: IfNotPresent\n          imagePullSecrets: [{ name: docker-hub-secret }]\n',
    ],
  ]),
  slip({ name: 'A probe waits for a header that is a map', caughtBy: 'schema-valid' }, [
    [USER, 'httpGet: { path: /health, port: 8001 }', 'httpGet: { path: /health, port: 8001, httpHeaders: { X-Probe: kubelet } }'],
  ]),
  slip({ name: 'The name of the Service of Redis is given where the name of its port belongs', caughtBy: 'service-target-port' }, [
    [REDIS, 'targetPort: 6379', 'targetPort: redis'],
  ]),
];
