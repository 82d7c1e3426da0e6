import type { Mistake } from './mistake.ts';
import { astray } from './stack-parts.ts';

const PROD = 'k8s-manifests/overlays/solid-cloud';
const KUSTOMIZATION = `${PROD}/kustomization.yaml`;
const LOCAL = 'k8s-manifests/overlays/local/kustomization.yaml';
const USER = 'k8s-manifests/base/user-service/user-service.yaml';
const CONFIG = 'k8s-manifests/base/configmap.yaml';
const APP = 'argocd/applications/titanium-prod.yaml';
const MESSAGES = 'argocd/config/argocd-notifications-cm.yaml';
const SIDECARS = '  - path: patches/sidecars.yaml\n    target: { kind: Deployment }\n';

function patched(patch: string): readonly [string, string, string] {
  return [KUSTOMIZATION, SIDECARS, `${SIDECARS}${patch}`];
}

/** Overlays, and what Argo CD does with them. */
export const stackOverlays: readonly Mistake[] = [
  astray({ name: 'A replacement writes into a container that has another name', caughtBy: 'kustomization-builds' }, [
    [
      KUSTOMIZATION,
      'images:\n',
      `replacements:
  - source: { kind: ConfigMap, name: app-config, fieldPath: data.POSTGRES_DB }
    targets:
      - select: { kind: Deployment, name: user-service-deployment }
        fieldPaths: ["spec.template.spec.containers.[name=app].env.[name=SERVICE_NAME].value"]
images:
`,
    ],
  ]),
  astray({ name: 'A JSON patch names an annotation with a slash that divides the path', caughtBy: 'kustomization-patch-target' }, [
    patched(`  - target: { kind: Deployment, name: redis-deployment }
    patch: |-
      - op: replace
        path: /spec/template/metadata/annotations/sidecar.istio.io/proxyCPU
        value: "100m"
`),
  ]),
  astray({ name: 'A patch gives a hotfix of an image, and the list of images overwrites it', caughtBy: 'kustomization-image-wins' }, [
    patched(`  - target: { kind: Deployment, name: blog-service-deployment }
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/image
        value: acme/blog-service:hotfix-login
`),
  ]),
  astray({ name: 'A label for all does not reach the pods, and a policy selects by it', caughtBy: ['policy-dns', 'flow-passes'] }, [
    [KUSTOMIZATION, 'namespace: titanium-prod\n', 'namespace: titanium-prod\nlabels:\n  - pairs: { tier: backend }\n'],
    [
      `${PROD}/network-policies.yaml`,
      'metadata: { name: base-egress }\nspec:\n  podSelector: {}\n',
      'metadata: { name: base-egress }\nspec:\n  podSelector: { matchLabels: { tier: backend } }\n',
    ],
  ]),
  astray({ name: 'The namespace of the overlay does not reach the list of namespaces that a monitor reads', caughtBy: 'monitor-selects' }, [
    [
      `${PROD}/monitors.yaml`,
      '  selector: { matchExpressions',
      '  namespaceSelector: { matchNames: [titanium] }\n  selector: { matchExpressions',
    ],
  ]),
  astray({ name: 'A ConfigMap that pods read as variables has variables in it', caughtBy: 'value-expands' }, [
    [CONFIG, '  LOG_LEVEL: DEBUG\n', '  LOG_LEVEL: DEBUG\n  CACHE_URL: redis://$(REDIS_HOST):$(REDIS_PORT)/0\n'],
  ]),
  astray(
    { name: 'A kustomization takes a chart in, and Argo CD is not told to allow it', caughtBy: 'kustomization-charts-allowed' },
    [
      ['argocd/config/argocd-cm.yaml', '  kustomize.buildOptions: --enable-helm\n', ''],
      [
        KUSTOMIZATION,
        'images:\n',
        'helmCharts:\n  - { name: memcached, repo: "https://charts.bitnami.com/bitnami", version: 6.14.0, releaseName: cache }\nimages:\n',
      ],
    ],
    {},
  ),
  astray(
    {
      name: 'A JSON patch counts variables, and the base put one before them',
      caughtBy: 'kustomization-image-wins',
      partly: true,
      missed: 'which variable an index meant is not known',
    },
    [
      patched(`  - target: { kind: Deployment, name: user-service-deployment }
    patch: |-
      - op: replace
        path: /spec/template/spec/containers/0/env/0/value
        value: "8001"
`),
    ],
  ),
  astray({ name: 'A generator replaces the settings of the base that a program reads', caughtBy: 'config-key-exists' }, [
    [
      KUSTOMIZATION,
      'images:\n',
      'configMapGenerator:\n  - { name: app-config, behavior: replace, literals: [USE_POSTGRES=true, LOG_LEVEL=WARN] }\nimages:\n',
    ],
    [KUSTOMIZATION, '  - path: patches/config.yaml\n', ''],
    [
      USER,
      '- { name: SERVICE_NAME, value: user-service }',
      '- { name: SERVICE_NAME, value: user-service }\n            - { name: CACHE_HOST, valueFrom: { configMapKeyRef: { name: app-config, key: REDIS_HOST } } }',
    ],
  ]),
  astray(
    { name: 'The overlay of developers sets the tag of an image that it calls by its service', caughtBy: 'kustomization-patch-target' },
    [[LOCAL, 'patches:\n', 'images:\n  - { name: user-service, newName: acme/user-service, newTag: dev }\npatches:\n']],
  ),
  astray({ name: 'A patch aims at a Deployment by a part of its name', caughtBy: 'kustomization-patch-target' }, [
    patched(`  - target: { kind: Deployment, name: user-service }
    patch: |-
      - op: add
        path: /spec/revisionHistoryLimit
        value: 3
`),
  ]),
  astray({ name: 'The Application sets the tag that the delivery writes into the overlay', caughtBy: 'kustomization-image-wins' }, [
    [
      APP,
      'path: k8s-manifests/overlays/solid-cloud }',
      'path: k8s-manifests/overlays/solid-cloud, kustomize: { images: ["acme/user-service:main-2b4ed90"] } }',
    ],
  ]),
  astray({ name: 'The Application reads a folder with a kustomization as a plain folder', caughtBy: 'application-source-exists' }, [
    [APP, 'path: k8s-manifests/overlays/solid-cloud }', 'path: k8s-manifests/overlays/solid-cloud, directory: { recurse: true } }'],
  ]),
  astray(
    { name: 'A script gives the token of the messages another name than they ask for', caughtBy: 'argocd-secret-taken', partly: true },
    [['scripts/bootstrap.sh', '--from-literal=slack-token=', '--from-literal=token=']],
  ),
  astray({ name: 'An Application subscribes to a trigger that nobody describes', caughtBy: 'argocd-notices-defined' }, [
    [APP, '  annotations: {', '  annotations: { notifications.argoproj.io/subscribe.on-deployed.slack: deployments,'],
  ]),
  astray({ name: 'A trigger sends a message that was renamed', caughtBy: 'argocd-notices-defined' }, [
    [MESSAGES, 'template.app-sync-failed', 'template.sync-failed'],
  ]),
  astray(
    { name: 'The updater of images is told how to choose for an image that its list calls otherwise', caughtBy: 'image-updater-acts' },
    [
      [
        APP,
        '  annotations: {',
        '  annotations: { argocd-image-updater.argoproj.io/image-list: user=acme/user-service, argocd-image-updater.argoproj.io/user-service.update-strategy: newest-build,',
      ],
    ],
  ),
  astray({ name: 'The updater of images waits for tags that the build never writes', caughtBy: 'image-updater-tags-run' }, [
    [
      APP,
      '  annotations: {',
      '  annotations: { argocd-image-updater.argoproj.io/image-list: user=acme/user-service, argocd-image-updater.argoproj.io/user.update-strategy: newest-build, argocd-image-updater.argoproj.io/user.allow-tags: "regexp:^v[0-9]+\\\\.[0-9]+$",',
    ],
  ]),
  astray({ name: 'The project of the Application does not allow a kind that its overlay builds', caughtBy: 'application-project-allows' }, [
    [APP, 'project: default', 'project: titanium'],
    ['argocd/projects/titanium.yaml', '    - { group: policy, kind: PodDisruptionBudget }\n', ''],
  ]),
  astray(
    {
      name: 'The key for the repository is for its address by SSH, and Applications read it by HTTPS',
      caughtBy: 'argocd-settings-read',
      partly: true,
      missed: 'the repository may be public',
    },
    [],
    {
      'argocd/config/repository.yaml': `apiVersion: bitnami.com/v1alpha1
kind: SealedSecret
metadata: { name: platform-repository, namespace: argocd }
spec:
  encryptedData: { sshPrivateKey: AgBy3i4OJSWKPiTySYZZA9rO43cGDEq }
  template:
    metadata: { labels: { argocd.argoproj.io/secret-type: repository } }
    data: { type: git, url: "git@github.com:acme/titanium-platform.git" }
`,
    },
  ),
];
