import type { Mistake } from './mistake.ts';
import { deployment, service } from './apps.ts';

function claim(name: string, namespace: string, mode: string, storageClass: string): string {
  return `apiVersion: v1
kind: PersistentVolumeClaim
metadata: { name: ${name}, namespace: ${namespace} }
spec:
  accessModes: [${mode}]
  storageClassName: ${storageClass}
  resources: { requests: { storage: 10Gi } }
`;
}

const longhorn = `apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: { name: longhorn, annotations: { storageclass.kubernetes.io/is-default-class: 'true' } }
provisioner: driver.longhorn.io
allowVolumeExpansion: true
`;

function tempo(strategy: string): string {
  return deployment('tempo', 'monitoring', 3200, {
    image: 'grafana/tempo:2.4.1',
    pod: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: tempo-data-pvc } }]',
    container: 'volumeMounts: [{ name: data, mountPath: /var/tempo }]',
  }).replace('  replicas: 1\n', `  replicas: 1\n${strategy}`);
}

const userDatabase = deployment('prod-user-service-deployment', 'titanium-prod', 8001, {
  pod: 'volumes: [{ name: data, persistentVolumeClaim: { claimName: prod-user-service-data-pvc } }]',
  container: 'volumeMounts: [{ name: data, mountPath: /data }]',
}).replace('  replicas: 1\n', '  replicas: 1\n  strategy: { type: Recreate }\n');

function dump(affinity: string): string {
  return `apiVersion: batch/v1
kind: CronJob
metadata: { name: prod-user-service-db-backup, namespace: titanium-prod }
spec:
  schedule: '0 2 * * *'
  jobTemplate:
    spec:
      template:
        metadata: { labels: { app: user-db-backup } }
        spec:
          restartPolicy: OnFailure
${affinity}          containers:
            - name: backup
              image: alpine:3.20.1
              command: [sh, -ec, 'cp /data/users.db /backup/users.db']
              volumeMounts: [{ name: data, mountPath: /data, readOnly: true }, { name: backup, mountPath: /backup }]
          volumes:
            - { name: data, persistentVolumeClaim: { claimName: prod-user-service-data-pvc } }
            - { name: backup, persistentVolumeClaim: { claimName: user-backup } }
`;
}

const sameNode = `          affinity:
            podAffinity:
              requiredDuringSchedulingIgnoredDuringExecution:
                - labelSelector: { matchLabels: { app: prod-user-service-deployment } }
                  topologyKey: kubernetes.io/hostname
`;

function promtail(positions: string): string {
  return `config:
  clients: [{ url: 'http://loki-gateway.monitoring/loki/api/v1/push' }]
  positions: { filename: ${positions} }
`;
}

/** Volumes that are not there, not writable, or held by another. */
export const volumes: readonly Mistake[] = [
  {
    name: 'A claim asks for a class that no provisioner offers',
    caughtBy: ['storage-class-exists'],
    says: 'nfs-client',
    tree: {
      'storage/longhorn-class.yaml': longhorn,
      'blog-system/backup-pvc.yaml': claim('mysql-backup-pvc', 'blog-system', 'ReadWriteMany', 'nfs-client'),
      'blog-system/mysql-pvc.yaml': claim('mysql-pvc', 'blog-system', 'ReadWriteOnce', 'longhorn'),
    },
    mended: { 'blog-system/backup-pvc.yaml': claim('mysql-backup-pvc', 'blog-system', 'ReadWriteMany', 'longhorn') },
  },
  {
    name: 'One volume for one writer, and the update starts a second pod',
    caughtBy: ['single-writer-update'],
    tree: {
      'configs/monitoring/tempo.yaml': tempo(''),
      'configs/monitoring/tempo-pvc.yaml': claim('tempo-data-pvc', 'monitoring', 'ReadWriteOnce', 'longhorn'),
    },
    mended: { 'configs/monitoring/tempo.yaml': tempo('  strategy: { type: Recreate }\n') },
  },
  {
    name: 'A backup mounts the claim that the database holds on another node',
    caughtBy: ['claim-shared'],
    says: 'prod-user-service-data-pvc',
    tree: {
      'overlays/prod/user.yaml': `${userDatabase}---\n${service('prod-user-service-deployment', 'titanium-prod', 8001)}`,
      'overlays/prod/pvc.yaml': `${claim('prod-user-service-data-pvc', 'titanium-prod', 'ReadWriteOnce', 'longhorn')}---\n${claim('user-backup', 'titanium-prod', 'ReadWriteOnce', 'longhorn')}`,
      'overlays/prod/backup.yaml': dump(''),
    },
    mended: { 'overlays/prod/backup.yaml': dump(sameNode) },
  },
  {
    name: 'Promtail keeps its positions in a folder that is read-only',
    caughtBy: ['positions-kept'],
    partly: true,
    tree: {
      'addons/promtail-values.yaml': promtail('/tmp/positions.yaml'),
      'addons/install.sh':
        '#!/bin/sh\nset -eu\nhelm upgrade --install promtail grafana/promtail --version 6.15.5 -n monitoring -f addons/promtail-values.yaml\n',
    },
    mended: { 'addons/promtail-values.yaml': promtail('/run/promtail/positions.yaml') },
  },
];
