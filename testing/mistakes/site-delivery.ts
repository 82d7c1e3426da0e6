import { BLOG, PLATFORM, WAS, WEB, WF } from './blog.ts';
import { slip } from './blog-parts.ts';
import type { Mistake } from './mistake.ts';
import { APP, DOCKER, HUGO, STEP, analysis, on } from './site-parts.ts';

/** How a blog is built, delivered and released. */
export const siteDelivery: readonly Mistake[] = [
  slip('A Rollout manages a route that leads to the canary alone', 'rollout-routes-exist', BLOG, WEB, [
    ['routes: [primary] }', 'routes: [primary, canary-test] }'],
  ]),
  slip('A release is given up before its pods may have started', 'progress-deadline-fits', BLOG, WAS, [
    ['  strategy:\n    canary:', '  progressDeadlineSeconds: 120\n  progressDeadlineAbort: true\n  strategy:\n    canary:'],
  ]),
  slip(
    'An analysis between two steps has no end',
    'analysis-runs',
    BLOG,
    WEB,
    [[STEP, `${STEP}        - analysis: { templates: [{ templateName: success }] }\n`]],
    { added: analysis('AnalysisTemplate', '') },
  ),
  slip(
    'An analysis of the cluster is named as one of the namespace',
    'analysis-runs',
    BLOG,
    WEB,
    [[STEP, `${STEP}        - analysis: { templates: [{ templateName: success }] }\n`]],
    { added: analysis('ClusterAnalysisTemplate', '      count: 4\n') },
  ),
  slip('A pool gives nothing unasked, and the gateway asks no more', 'pool-gives-addresses', BLOG, PLATFORM, [
    ['          annotations: { metallb.io/loadBalancerIPs: 192.168.1.200 }\n', ''],
    ['addresses: [192.168.1.200-192.168.1.210]', 'addresses: [192.168.1.200-192.168.1.210]\n  autoAssign: false'],
  ]),
  slip('An autoscaler looks at a container by the name that it had', 'autoscaler-works', BLOG, WAS, [
    [
      '    - type: Resource\n      resource: { name: cpu, target: { type: Utilization, averageUtilization: 70 } }',
      '    - type: ContainerResource\n      containerResource: { name: cpu, container: was, target: { type: Utilization, averageUtilization: 70 } }',
    ],
  ]),
  slip('A workflow puts its image into every line that has one', 'sed-finds-image', BLOG, WF, [
    [
      'sed -i "s|image: ghcr.io/example/blog-web:.*|image: ghcr.io/example/blog-web:v${{ github.run_number }}|" services/blog-system/web/web.yaml',
      'sed -i "s|image: .*|image: ghcr.io/example/board-was:v${{ github.run_number }}|" services/blog-system/was/was.yaml',
    ],
    [
      'ghcr.io/example/blog-web:v${{ github.run_number }}\n      - name',
      'ghcr.io/example/board-was:v${{ github.run_number }}\n      - name',
    ],
  ]),
  slip('A site is built for a host that no route serves', 'site-address-routed', BLOG, HUGO, [
    ['https://blog.example.shop/', 'https://www.example.shop/'],
  ]),
  slip('A site is built with its drafts', 'drafts-left-out', BLOG, DOCKER, [['hugo --minify', 'hugo -D --minify']]),
  slip('Images of a plain folder are to be updated by a program that changes kustomizations', 'image-updater-acts', BLOG, APP, [
    [
      "  annotations: { argocd.argoproj.io/sync-wave: '2' }",
      "  annotations:\n    argocd.argoproj.io/sync-wave: '2'\n    argocd-image-updater.argoproj.io/image-list: web=ghcr.io/example/blog-web\n    argocd-image-updater.argoproj.io/web.update-strategy: newest-build",
    ],
  ]),
  slip('A step reads its token by another name than it is given', 'workflow-variable-given', BLOG, WF, [
    [
      '      - name: Check the manifests',
      `      - name: Purge
        env:
          CLOUDFLARE_API_TOKEN: \${{ secrets.CLOUDFLARE_API_TOKEN }}
          CLOUDFLARE_ZONE_ID: \${{ secrets.CLOUDFLARE_ZONE_ID }}
        run: |
          curl -fsS -X POST "https://api.cloudflare.com/client/v4/zones/$CLOUDFLARE_ZONE_ID/purge_cache" -H "Authorization: Bearer $CF_API_TOKEN" -H 'Content-Type: application/json' --data '{"purge_everything":true}'
      - name: Check the manifests`,
    ],
  ]),
  slip(
    'A workflow pushes to a branch that no Application follows',
    'workflow-pushes-synced',
    BLOG,
    WF,
    [['          git push\n', '          git push origin HEAD:deploy\n']],
    { partly: true, added: { [APP]: on(APP).replace('targetRevision: HEAD', 'targetRevision: main') } },
  ),
  slip('An Application and the Namespace disagree about sidecars', 'namespace-metadata-agrees', BLOG, APP, [
    ['  syncPolicy:\n', '  syncPolicy:\n    managedNamespaceMetadata:\n      labels: { istio-injection: disabled }\n'],
  ]),
];
