import type { Mistake } from './mistake.ts';
import { slip } from './prod-repository.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const KUSTOMIZATION = `${PROD}/kustomization.yaml`;
const USER = 'k8s-manifests/base/user-service/user-service.yaml';
const PATCHES = '  - path: patches/config.yaml\n';

/** Overlays that build something else than their authors meant, or nothing. */
export const prodOverlays: readonly Mistake[] = [
  slip(
    { name: 'A patch calls the container otherwise and adds a second one without an image', caughtBy: 'schema-valid' },
    [[KUSTOMIZATION, PATCHES, `${PATCHES}  - path: patches/user-service.yaml\n`]],
    {
      [`${PROD}/patches/user-service.yaml`]: `apiVersion: apps/v1
kind: Deployment
metadata: { name: user-service-deployment }
spec:
  template:
    spec:
      containers:
        - name: user-service-container
          imagePullPolicy: Always
`,
    },
  ),
  slip({ name: 'A JSON patch replaces a field that the base does not have', caughtBy: 'kustomization-patch-target' }, [
    [
      KUSTOMIZATION,
      PATCHES,
      `${PATCHES}  - target: { kind: Deployment, name: user-service-deployment }\n    patch: |\n      - { op: replace, path: /spec/replicas, value: 3 }\n`,
    ],
  ]),
  slip({ name: 'A JSON patch adds to a list that the base does not have', caughtBy: 'kustomization-patch-target' }, [
    [
      KUSTOMIZATION,
      PATCHES,
      `${PATCHES}  - target: { kind: Deployment, name: redis-deployment }\n    patch: |\n      - { op: add, path: /spec/template/spec/containers/0/env/-, value: { name: TZ, value: UTC } }\n`,
    ],
  ]),
  slip({ name: 'A generator merges into a ConfigMap that is called otherwise', caughtBy: 'kustomization-builds' }, [
    [
      KUSTOMIZATION,
      'images:\n',
      'configMapGenerator:\n  - name: app-configs\n    behavior: merge\n    literals: [LOG_LEVEL=WARN]\nimages:\n',
    ],
  ]),
  slip({ name: 'A generator of the Secret reads a file that only its author has', caughtBy: 'kustomization-resource-exists' }, [
    [KUSTOMIZATION, 'images:\n', 'secretGenerator:\n  - name: mail-secret\n    envs: [.env.secret]\nimages:\n'],
  ]),
  slip(
    { name: 'A patch names the Deployment by the prefix that the overlay only then gives', caughtBy: 'kustomization-patch-target' },
    [
      [KUSTOMIZATION, 'namespace: titanium-prod\n', 'namespace: titanium-prod\nnamePrefix: prod-\n'],
      [KUSTOMIZATION, PATCHES, `${PATCHES}  - path: patches/user-service.yaml\n`],
    ],
    {
      [`${PROD}/patches/user-service.yaml`]:
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: prod-user-service-deployment }\nspec: { minReadySeconds: 10 }\n',
    },
  ),
  slip({ name: 'Scalers that have the prefix in their names get it a second time', caughtBy: 'kustomization-prefix-once' }, [
    [KUSTOMIZATION, 'namespace: titanium-prod\n', 'namespace: titanium-prod\nnamePrefix: prod-\n'],
    [`${PROD}/hpa.yaml`, 'metadata: { name: user-service-hpa }', 'metadata: { name: prod-user-service-hpa }'],
  ]),
  slip(
    { name: 'An overlay switches to Recreate and keeps the settings of the rolling update', caughtBy: 'schema-valid' },
    [
      [USER, '  template:\n', '  strategy: { type: RollingUpdate, rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } }\n  template:\n'],
      [KUSTOMIZATION, PATCHES, `${PATCHES}  - path: patches/user-service.yaml\n`],
    ],
    {
      [`${PROD}/patches/user-service.yaml`]:
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: user-service-deployment }\nspec:\n  strategy: { type: Recreate }\n',
    },
  ),
  slip({ name: 'Fields of kustomize that were renamed years ago', caughtBy: 'kustomization-builds', partly: true }, [
    [KUSTOMIZATION, 'patches:\n  - path: patches/config.yaml\n', 'patchesStrategicMerge:\n  - patches/config.yaml\npatches:\n'],
  ]),
  slip({ name: 'The image is named with the registry in the overlay and without it in the base', caughtBy: 'kustomization-patch-target' }, [
    [KUSTOMIZATION, 'name: acme/blog-service,', 'name: docker.io/acme/blog-service,'],
  ]),
  slip(
    {
      name: 'The namespace of the overlay is spelt otherwise than its Namespace',
      caughtBy: 'namespace-exists',
      missed: 'a Namespace without objects may be for what is installed by hand',
    },
    [[`${PROD}/namespace.yaml`, 'name: titanium-prod\n', 'name: titanium-production\n']],
  ),
  slip({ name: 'The overlay of developers keeps a patch of the dashboard that is gone', caughtBy: 'kustomization-patch-target' }, [], {
    'k8s-manifests/overlays/local/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: titanium-local
resources: [../../base, namespace.yaml]
patches:
  - target: { kind: Service, name: dashboard-ui-service }
    patch: |
      - { op: replace, path: /spec/type, value: NodePort }
`,
    'k8s-manifests/overlays/local/namespace.yaml':
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: titanium-local, labels: { environment: local } }\n',
  }),
  slip({ name: 'The overlay of developers turns PostgreSQL on, which only production has', caughtBy: 'url-host-exists' }, [], {
    'k8s-manifests/overlays/local/kustomization.yaml': `apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: titanium-local
resources: [../../base, namespace.yaml]
patches:
  - path: config.yaml
`,
    'k8s-manifests/overlays/local/config.yaml':
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app-config }\ndata: { USE_POSTGRES: "true", POSTGRES_HOST: postgresql-service, POSTGRES_PORT: "5432" }\n',
    'k8s-manifests/overlays/local/namespace.yaml':
      'apiVersion: v1\nkind: Namespace\nmetadata: { name: titanium-local, labels: { environment: local } }\n',
  }),
  slip(
    { name: 'Resources of a component are listed, and the component is a kustomization of another kind', caughtBy: 'kustomization-builds' },
    [[KUSTOMIZATION, '  - mesh.yaml\n', '  - ../../components/mesh\n']],
    {
      'k8s-manifests/components/mesh/kustomization.yaml':
        'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\nresources: [gateway.yaml]\n',
      'k8s-manifests/components/mesh/gateway.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: mesh-notes }\ndata: { mode: strict }\n',
    },
  ),
];
