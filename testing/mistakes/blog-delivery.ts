import { BLOG, BACKUP, WAS, WEB, WF } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';

/** How a blog is delivered: workflows, guides, releases. */
export const blogDelivery: readonly Mistake[] = [
  slip('A workflow writes the tag into a file that was renamed', 'script-paths-exist', BLOG, WF, [
    ['services/blog-system/web/web.yaml', 'blog-system/web-deployment.yaml'],
  ]),
  slip('A workflow replaces a line that the manifest does not have', 'sed-finds-image', BLOG, WF, [
    ['s|image: ghcr.io/example/blog-web:.*|', 's|image: ghcr.io/example/blog:.*|'],
  ]),
  slip('A workflow pushes an image without the right to packages', 'workflow-permissions', BLOG, WF, [
    ['permissions: { contents: write, packages: write }', 'permissions: { contents: write }'],
  ]),
  slip('A workflow pushes an image to a registry that it did not log in to', 'workflow-logs-in', BLOG, WF, [
    [
      "      - uses: docker/login-action@9780b0c442fbb1117ed29e0efdff1e18412f7567\n        with: { registry: ghcr.io, username: '${{ github.actor }}', password: '${{ secrets.GITHUB_TOKEN }}' }\n",
      '',
    ],
  ]),
  slip('A workflow builds with a file that has another name', 'workflow-references-exist', BLOG, WF, [
    ['          file: Dockerfile.web', '          file: docker/Dockerfile.web'],
  ]),
  slip(
    'A workflow starts for a folder that was renamed',
    'workflow-references-exist',
    BLOG,
    WF,
    [["paths: ['site/**', Dockerfile.web]", "paths: ['blog/**', Dockerfile.web]"]],
    { partly: true },
  ),
  slip(
    'A workflow on a machine of ours runs what strangers propose',
    'workflow-no-injection',
    BLOG,
    WF,
    [['  push:\n    branches: [main]\n', '  pull_request:\n  push:\n    branches: [main]\n']],
    { missed: 'whether a repository is public is not in its files' },
  ),
  slip(
    'An image is built with the public folder of another step',
    'nginx-listens',
    BLOG,
    'Dockerfile.web',
    [['/src/public /var/www/blog', '/src/public /usr/share/nginx/html']],
    { missed: 'which Dockerfile makes the image of a pod is only guessed' },
  ),
  slip('A workflow sets an image in the cluster, which self-heal puts back', 'script-respects-gitops', BLOG, WF, [
    [
      '      - name: Check the manifests',
      '      - name: Deploy\n        run: kubectl argo rollouts set image web nginx=ghcr.io/example/blog-web:v${{ github.run_number }} -n blog-system\n      - name: Check the manifests',
    ],
  ]),
  slip(
    'A guide makes the Secret under another key than the pods read',
    'config-key-exists',
    BLOG,
    'docs/secrets.md',
    [['--from-literal=mysql-root-password=', '--from-literal=root-password=']],
    { markdown: true },
  ),
  slip(
    'A guide starts a job of a schedule that has another name',
    'command-names-exist',
    BLOG,
    'docs/operations.md',
    [['cronjob/mysql-backup ', 'cronjob/mysql-dump ']],
    { markdown: true, partly: true },
  ),
  slip('A guide shows the password', 'no-literal-secret', BLOG, 'docs/secrets.md', [['"$ROOT"', 'Jimin1234!']], {
    markdown: true,
    missed: 'options of commands in guides are mostly examples',
  }),
  slip(
    'A guide restores from a bucket that no backup writes to',
    'bucket-exists',
    BLOG,
    'docs/operations.md',
    [['s3://example-mysql-backup/mysql', 's3://example-blog-backup/mysql']],
    { markdown: true, missed: 'a bucket in a guide may be that of another cluster' },
  ),
  slip(
    'A guide restores into another database',
    'database-name-agrees',
    BLOG,
    'docs/operations.md',
    [['MYSQL_ROOT_PASSWORD" boarddb', 'MYSQL_ROOT_PASSWORD" board']],
    { markdown: true, missed: 'the client of a database within a quoted shell is not read' },
  ),
  slip(
    'A guide forwards a port that the Service does not have',
    'command-fits-pods',
    BLOG,
    'docs/operations.md',
    [['svc/prometheus 9090:9090', 'svc/prometheus 9090:80']],
    { markdown: true },
  ),
  slip('The routes of a VirtualService that are ignored have another number', 'argocd-ignore-matches', BLOG, 'apps/blog-system.yaml', [
    ['[/spec/http/0/route, /spec/http/1/route]', '[/spec/http/2/route]'],
  ]),
  slip('Differences of a VirtualService are ignored in the group of Rollouts', 'argocd-ignore-matches', BLOG, 'apps/blog-system.yaml', [
    [
      '    - group: networking.istio.io\n      kind: VirtualService\n      name: was-retry-timeout',
      '    - group: argoproj.io\n      kind: VirtualService\n      name: was-retry-timeout',
    ],
  ]),
  slip('A canary pauses for a time with a blank', 'rollout-strategy-works', BLOG, WEB, [
    ['        - setWeight: 50\n        - pause: { duration: 30s }', '        - setWeight: 50\n        - pause: { duration: 30 s }'],
  ]),
  slip(
    'A pause without a time waits for a hand',
    'canary-waits',
    BLOG,
    WEB,
    [['        - setWeight: 90\n        - pause: { duration: 30s }', '        - setWeight: 90\n        - pause: {}']],
    { missed: 'a pause without an end is a way to release by hand' },
  ),
  slip('Old pods are kept for a delay that dynamic scaling rules out', 'rollout-strategy-works', BLOG, WEB, [
    ['      dynamicStableScale: true', '      dynamicStableScale: true\n      scaleDownDelaySeconds: 60'],
  ]),
  slip('A Rollout manages a route by the name that it had', 'rollout-routes-exist', BLOG, WAS, [
    ['routes: [primary] }', 'routes: [was-route] }'],
  ]),
  slip('A claim is left over from a backup to a volume', 'volume-used', BLOG, BACKUP, [], {
    partly: true,
    added: {
      'services/blog-system/mysql/backup-pvc.yaml': `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: mysql-backup-pvc, namespace: blog-system }
spec:
  accessModes: [ReadWriteOnce]
  storageClassName: longhorn
  resources: { requests: { storage: 5Gi } }
`,
    },
  }),
  slip('A ConfigMap is left over from a program that is gone', 'volume-used', BLOG, BACKUP, [], {
    added: {
      'services/blog-system/mysql/init.yaml': `apiVersion: v1
kind: ConfigMap
metadata: { name: mysql-initdb-config, namespace: blog-system }
data:
  init.sql: |
    CREATE DATABASE IF NOT EXISTS boarddb;
`,
    },
    missed: 'ConfigMaps are read by operators and charts in ways that no tree shows',
  }),
  slip('Room for volumes is less than the claims', 'quota-fits', BLOG, BACKUP, [], {
    added: {
      'services/blog-system/mesh/quota.yaml': `apiVersion: v1
kind: ResourceQuota
metadata: { name: blog-system-quota, namespace: blog-system }
spec:
  hard: { persistentvolumeclaims: '2', requests.storage: 5Gi }
`,
    },
  }),
  slip('A limit for each container is below what one asks for', 'limit-range-fits', BLOG, BACKUP, [], {
    added: {
      'services/blog-system/mesh/limits.yaml': `apiVersion: v1
kind: LimitRange
metadata: { name: limits, namespace: blog-system }
spec:
  limits: [{ type: Container, max: { cpu: '2', memory: 768Mi } }]
`,
    },
  }),
];
