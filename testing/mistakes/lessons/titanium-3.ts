import { kube } from '../../../lib/check/testing.ts';
import type { Mistake } from '../mistake.ts';
import { app, door, folderApp, space, yaml } from '../parts.ts';
import { claim, quota } from './titanium-parts.ts';

/** The lessons of microservices in a strict mesh (L) and the mistakes of their repository (M). Part 3 of 5. */
export const titanium3: readonly Mistake[] = [
  {
    name: 'M10 A claim that no workload mounts is left over',
    caughtBy: 'volume-used',
    says: 'users-data',
    partly: true,
    tree: { 'shop.yaml': yaml(space('shop'), claim('users-data'), app(), door('web')) },
  },
  {
    name: 'M10 A patch with an empty list leaves the volume where it was',
    caughtBy: 'kustomization-patch-removes',
    says: 'volumes',
    tree: {
      'base/kustomization.yaml': 'resources: [web.yaml]\n',
      'base/web.yaml': yaml(
        claim('data'),
        app({
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        }),
        door('web'),
      ),
      'overlays/prod/kustomization.yaml': 'resources: [../../base]\npatches: [{ path: no-volume.yaml }]\n',
      'overlays/prod/no-volume.yaml':
        'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web, namespace: shop }\nspec:\n  template:\n    spec:\n      volumes: []\n',
    },
  },
  {
    name: 'M11 A placeholder stands where the password belongs',
    caughtBy: ['no-secret-object', 'secret-strong', 'no-literal-secret'],
    says: '',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube(
          'v1/Secret',
          { name: 'app-secrets', namespace: 'shop' },
          { type: 'Opaque', stringData: { JWT_SECRET_KEY: 'CHANGE_THIS_IN_PRODUCTION', POSTGRES_PASSWORD: 'postgres' } },
        ),
      ),
    },
  },
  {
    name: 'M12 A key of a Secret is made and nobody reads it',
    caughtBy: 'config-key-exists',
    says: 'INTERNAL_API_SECRET',
    missed: 'a program may read the key by the API, or a workload of another repository',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        kube(
          'external-secrets.io/v1/ExternalSecret',
          { name: 'app-secrets', namespace: 'shop' },
          {
            spec: {
              refreshInterval: '1h',
              secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
              target: { name: 'app-secrets' },
              data: ['POSTGRES_PASSWORD', 'INTERNAL_API_SECRET'].map((key) => ({
                secretKey: key,
                remoteRef: { key: 'shop', property: key },
              })),
            },
          },
        ),
        app({
          container: {
            env: [{ name: 'POSTGRES_PASSWORD', valueFrom: { secretKeyRef: { name: 'app-secrets', key: 'POSTGRES_PASSWORD' } } }],
          },
        }),
        door('web'),
      ),
    },
  },
  {
    name: 'M13 The namespace is made by Terraform and by a manifest',
    caughtBy: 'one-owner',
    partly: true,
    tree: {
      'terraform/main.tf': 'resource "kubernetes_namespace" "shop" {\n  metadata {\n    name = "shop"\n  }\n}\n',
      'k8s/shop/all.yaml': yaml(space('shop', true), app(), door('web')),
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
    },
  },
  {
    name: 'M14 The container of a CronJob declares nothing where a quota counts',
    caughtBy: 'resources-stated',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        quota({ 'limits.cpu': '8', 'limits.memory': '8Gi' }),
        kube(
          'batch/v1/CronJob',
          { name: 'backup', namespace: 'shop' },
          {
            spec: {
              schedule: '0 0 * * *',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'OnFailure',
                      containers: [{ name: 'backup', image: 'busybox:1.36.1', command: ['sh', '-c', 'set -e; cp /data/a /backup/a'] }],
                    },
                  },
                },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'M14 A Job in a meshed namespace never ends',
    caughtBy: 'job-sidecar',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        kube(
          'batch/v1/Job',
          { name: 'migrate', namespace: 'shop' },
          { spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'migrate', image: 'ghcr.io/acme/migrate:v1' }] } } } },
        ),
      ),
    },
  },
  {
    name: 'M15 A backup is copied onto the volume of the data',
    caughtBy: 'backup-elsewhere',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        claim('data'),
        app({
          replicas: 1,
          spec: { strategy: { type: 'Recreate' } },
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          pod: { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] },
        }),
        door('web'),
        kube(
          'batch/v1/CronJob',
          { name: 'backup', namespace: 'shop' },
          {
            spec: {
              schedule: '0 0 * * *',
              jobTemplate: {
                spec: {
                  template: {
                    spec: {
                      restartPolicy: 'OnFailure',
                      containers: [
                        {
                          name: 'backup',
                          image: 'busybox:1.36.1',
                          command: ['sh', '-c', 'set -e; cp /data/users.db /data/backup/users-$(date +%F).db'],
                          volumeMounts: [{ name: 'data', mountPath: '/data' }],
                        },
                      ],
                      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
                    },
                  },
                },
              },
            },
          },
        ),
      ),
    },
  },
  {
    name: 'M16 A container installs packages when it starts',
    caughtBy: 'shell-installs',
    tree: {
      'shop.yaml': yaml(
        space('shop'),
        app({ image: 'alpine:3.20.3', container: { command: ['sh', '-c', 'apk add --no-cache sqlite curl && exec /app/run'] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M17 A port of a Service in the mesh has no name',
    caughtBy: 'port-protocol-declared',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app(),
        kube(
          'v1/Service',
          { name: 'web', namespace: 'shop' },
          { spec: { selector: { app: 'web' }, ports: [{ port: 8005, targetPort: 8080 }] } },
        ),
      ),
    },
  },
  {
    name: 'M18 The name of the tool is part of every selector',
    caughtBy: 'selector-stable',
    says: 'version',
    tree: {
      'base/kustomization.yaml': 'commonLabels:\n  app.kubernetes.io/managed-by: kustomize\n  version: v1.2.0\nresources: [web.yaml]\n',
      'base/web.yaml': yaml(app(), door('web')),
    },
    partly: true,
  },
  {
    name: 'M19 A change of the configuration does not restart the pods that read it as variables',
    caughtBy: 'config-change-arrives',
    partly: true,
    tree: {
      'argocd/shop.yaml': yaml(folderApp('shop', 'k8s/shop', 'shop')),
      'k8s/shop/all.yaml': yaml(
        space('shop'),
        kube('v1/ConfigMap', { name: 'app-config', namespace: 'shop' }, { data: { LOG_LEVEL: 'INFO' } }),
        app({ container: { envFrom: [{ configMapRef: { name: 'app-config' } }] } }),
        door('web'),
      ),
    },
  },
  {
    name: 'M20 A rule speaks mutual TLS to pods without a sidecar',
    caughtBy: 'tls-modes-agree',
    tree: {
      'shop.yaml': yaml(
        space('shop', true),
        app({ name: 'redis', image: 'redis:7.4.1', port: 6379, podLabels: { 'sidecar.istio.io/inject': 'false' } }),
        kube(
          'v1/Service',
          { name: 'redis', namespace: 'shop' },
          { spec: { selector: { app: 'redis' }, ports: [{ name: 'tcp-redis', port: 6379 }] } },
        ),
        app(),
        door('web'),
        kube(
          'networking.istio.io/v1/DestinationRule',
          { name: 'redis', namespace: 'shop' },
          { spec: { host: 'redis', trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' } } } },
        ),
      ),
    },
  },
];
