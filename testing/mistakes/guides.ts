import type { Mistake, Tree } from './mistake.ts';
import { chart, deployment, documents, mending, namespace, PROMETHEUS_CHARTS, service } from './pieces.ts';

function fence(language: string, text: string): string {
  return `\`\`\`${language}\n${text.trimEnd()}\n\`\`\`\n`;
}

const shop = documents(
  namespace('shop'),
  deployment('shop', 'shop-api', 'ghcr.io/example/api:1.0.0', 8080),
  service('shop', 'shop-api', 8080),
);
const stack = chart(
  'monitoring',
  'kube-prometheus-stack',
  [PROMETHEUS_CHARTS, 'kube-prometheus-stack', '65.1.1'],
  'grafana: { enabled: true }',
);

const restart: Tree = {
  'k8s/shop/api.yaml': shop,
  'scripts/restart.sh':
    '#!/usr/bin/env bash\nset -euo pipefail\nkubectl rollout restart deployment/api -n shop\nkubectl rollout status deployment/api -n shop --timeout=120s\n',
};
const forward: Tree = {
  'argocd/prometheus.yaml': stack,
  'k8s/monitoring/namespace.yaml': namespace('monitoring'),
  'scripts/open-grafana.sh': '#!/usr/bin/env bash\nset -euo pipefail\nkubectl port-forward -n monitoring svc/grafana 3000:3000\n',
};
const guide: Tree = {
  'k8s/shop/api.yaml': shop,
  'docs/operations.md': `# Operations\n\nTo open the API on a laptop:\n\n${fence('bash', 'kubectl -n shop port-forward svc/api 8080:8080')}`,
};
const apply: Tree = {
  'k8s/shop/api.yaml': shop,
  'README.md': `# Shop\n\nInstall:\n\n${fence('bash', 'kubectl apply -f k8s/namespace.yaml\nkubectl apply -k k8s/overlays/prod')}`,
};
const pasted: Tree = {
  'k8s/shop/api.yaml': shop,
  'docs/ingress.md': `# Public door\n\n${fence(
    'yaml',
    'apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: { name: api, namespace: shop }\nspec:\n  ingressClassName: nginx\n  rules:\n    - host: api.example.com\n      http: { paths: [{ path: /, pathType: Prefix, backend: { service: { name: api, port: { number: 80 } } } }] }',
  )}`,
};
const workflow: Tree = {
  'k8s/overlays/prod/kustomization.yaml': 'resources: [api.yaml]\nimages: [{ name: ghcr.io/example/api, newTag: 1.0.0 }]\n',
  'k8s/overlays/prod/api.yaml': shop,
  '.github/workflows/deploy.yaml': `name: deploy
on: { push: { branches: [main] } }
permissions: { contents: write }
jobs:
  deploy:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@b4ffde65f46336ab88eb53be808477a3936bae11
      - run: |
          cd k8s/overlays/production
          kustomize edit set image ghcr.io/example/api=ghcr.io/example/api:$GITHUB_SHA
          git commit -am "deploy $GITHUB_SHA"
          git push
`,
};
const image = mending(
  workflow,
  '.github/workflows/deploy.yaml',
  ['overlays/production', 'overlays/prod'],
  ['set image ghcr.io/example/api=ghcr.io/example/api:', 'set image ghcr.io/example/shop-api=ghcr.io/example/shop-api:'],
);
const terraform: Tree = {
  'terraform/monitoring.tf': `resource "helm_release" "prometheus" {
  name       = "kube-prometheus-stack"
  namespace  = "monitoring"
  repository = "${PROMETHEUS_CHARTS}"
  chart      = "kube-prometheus-stack"
  version    = "65.1.1"
  values     = [file("\${path.module}/values/prometheus.yaml")]
}
`,
  'terraform/values/prometheus-values.yaml': 'grafana: { enabled: true }\n',
};
const terraformSecret: Tree = {
  'terraform/secrets.tf': `resource "kubernetes_secret" "database" {
  metadata {
    name      = "db-credentials"
    namespace = "default"
  }
  data = {
    password = var.db_password
  }
}
`,
  'k8s/shop/api.yaml': documents(
    namespace('shop'),
    deployment(
      'shop',
      'shop-api',
      'ghcr.io/example/api:1.0.0',
      8080,
      'env: [{ name: DB_PASSWORD, valueFrom: { secretKeyRef: { name: db-credentials, key: password } } }]',
    ),
  ),
};
const skaffold: Tree = {
  'skaffold.yaml':
    'apiVersion: skaffold/v4beta6\nkind: Config\nbuild: { artifacts: [{ image: ghcr.io/example/api, context: api }] }\nmanifests: { kustomize: { paths: [k8s/overlays/local] } }\n',
  'api/Dockerfile': 'FROM node:20.11.1\nCOPY . /app\nCMD ["node", "/app/index.js"]\n',
  'k8s/overlays/dev/kustomization.yaml': 'resources: [api.yaml]\n',
  'k8s/overlays/dev/api.yaml': shop,
};
const wait: Tree = {
  'k8s/shop/api.yaml': shop,
  'scripts/deploy.sh':
    '#!/usr/bin/env bash\nset -euo pipefail\nkubectl apply -f k8s/shop/\nkubectl wait -n shop --for=condition=Ready pod -l app=api --timeout=180s\n',
};
const initial: Tree = {
  'k8s/db/db.yaml': documents(
    namespace('shop'),
    'apiVersion: apps/v1\nkind: StatefulSet\nmetadata: { name: postgres, namespace: shop }\nspec:\n  serviceName: postgres\n  selector: { matchLabels: { app: postgres } }\n  template:\n    metadata: { labels: { app: postgres } }\n    spec: { containers: [{ name: postgres, image: "postgres:16.2", ports: [{ containerPort: 5432 }], volumeMounts: [{ name: data, mountPath: /var/lib/postgresql/data }] }] }\n  volumeClaimTemplates: [{ metadata: { name: data }, spec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 10Gi } } } }]\n',
    service('shop', 'postgres', 5432, 'tcp-postgres'),
  ),
  'scripts/restore.sh': '#!/usr/bin/env bash\nset -euo pipefail\nkubectl exec -i -n shop deploy/postgres -- psql -U shop shop < "$1"\n',
};

/** Scripts, guides and other files beside the manifests that say something else. */
export const guides: readonly Mistake[] = [
  {
    name: 'A script restarts a Deployment that has another name',
    caughtBy: 'command-names-exist',
    says: 'api',
    tree: restart,
    mended: mending(restart, 'scripts/restart.sh', ['deployment/api', 'deployment/shop-api']),
  },
  {
    name: 'A script opens the Grafana that the chart has under another name',
    caughtBy: 'command-names-exist',
    says: 'grafana',
    tree: forward,
    mended: mending(forward, 'scripts/open-grafana.sh', ['svc/grafana 3000:3000', 'svc/kube-prometheus-stack-grafana 3000:80']),
  },
  {
    name: 'A guide forwards a port of a Service that has another name',
    caughtBy: 'command-names-exist',
    says: 'api',
    markdown: true,
    partly: true,
    tree: guide,
    mended: mending(guide, 'docs/operations.md', ['svc/api', 'svc/shop-api']),
  },
  {
    name: 'A guide applies files that are not there',
    caughtBy: ['script-paths-exist'],
    says: 'k8s/namespace.yaml',
    markdown: true,
    partly: true,
    tree: apply,
    mended: { 'k8s/namespace.yaml': namespace('shop'), 'k8s/overlays/prod/kustomization.yaml': 'resources: [../../shop/api.yaml]\n' },
  },
  {
    name: 'A guide has an Ingress to a Service that is called otherwise',
    caughtBy: ['route-backend-exists'],
    says: 'api',
    markdown: true,
    tree: pasted,
    mended: mending(pasted, 'docs/ingress.md', ['{ name: api, port: { number: 80 } }', '{ name: shop-api, port: { number: 8080 } }']),
  },
  {
    name: 'A workflow changes an overlay that has another name',
    caughtBy: 'command-folder-exists',
    says: 'overlays/production',
    tree: workflow,
    mended: mending(workflow, '.github/workflows/deploy.yaml', ['overlays/production', 'overlays/prod']),
  },
  {
    name: 'A workflow sets the tag of an image that no manifest uses',
    caughtBy: ['built-image-deployed'],
    says: 'shop-api',
    tree: { ...workflow, ...image },
    mended: mending(workflow, '.github/workflows/deploy.yaml', ['overlays/production', 'overlays/prod']),
  },
  {
    name: 'Terraform reads a values file that has another name',
    caughtBy: 'terraform-references-declared',
    says: 'values/prometheus.yaml',
    tree: terraform,
    mended: mending(terraform, 'terraform/monitoring.tf', ['values/prometheus.yaml', 'values/prometheus-values.yaml']),
  },
  {
    name: 'Terraform makes the Secret in another namespace than the pods',
    caughtBy: ['config-exists'],
    says: 'db-credentials',
    tree: terraformSecret,
    mended: mending(terraformSecret, 'terraform/secrets.tf', ['"default"', '"shop"']),
  },
  {
    name: 'Skaffold deploys an overlay that was renamed',
    caughtBy: 'built-image-deployed',
    says: 'k8s/overlays/local',
    tree: skaffold,
    mended: mending(skaffold, 'skaffold.yaml', ['overlays/local', 'overlays/dev']),
  },
  {
    name: 'A script waits for pods by a label that they do not have',
    caughtBy: 'command-selects-pods',
    says: 'app=api',
    tree: wait,
    mended: mending(wait, 'scripts/deploy.sh', ['app=api', 'app=shop-api']),
  },
  {
    name: 'A restore script takes the database for a Deployment',
    caughtBy: 'command-names-exist',
    says: 'postgres',
    tree: initial,
    mended: mending(initial, 'scripts/restore.sh', ['deploy/postgres', 'postgres-0']),
  },
];
