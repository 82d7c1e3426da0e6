import { type App, Chart } from 'cdk8s';
import type { Area } from '../area.ts';
import { certManagerObjects, installCertManager } from './cert-manager.ts';
import { etcdSnapshotObjects } from './etcd-snapshot.ts';
import { externalSecretsObjects, installExternalSecrets } from './external-secrets.ts';
import { falcoPods, installFalco } from './falco.ts';
import { installKyverno, kyvernoObjects, kyvernoPods } from './kyverno.ts';
import { installMinio, minioObjects } from './minio.ts';
import { isManagement } from './peers.ts';
import { firstPhase, secondPhase, vaultCertificates } from './pki.ts';
import { secretStoreObjects } from './secret-store.ts';
import { installVault, vaultObjects } from './vault.ts';
import { installVelero, veleroObjects } from './velero.ts';

/** Certificates, secrets, backups, and what watches over workloads (seed 004, sections 11 to 13 and 16). */
export const SECURITY: Area = {
  applications(scope, target) {
    installCertManager(scope, target);
    installExternalSecrets(scope, target);
    installVelero(scope, target);
    if (isManagement(target)) {
      installVault(scope, target);
      installMinio(scope, target);
    } else {
      installKyverno(scope, target);
      installFalco(scope, target);
    }
  },

  objects(app, cluster) {
    const pki = folder(app, 'pki');
    firstPhase(pki);
    secondPhase(pki, cluster);
    certManagerObjects(pki, cluster);

    const secrets = folder(app, 'secrets');
    secretStoreObjects(secrets, cluster);
    externalSecretsObjects(secrets, cluster);

    const backup = folder(app, 'backup');
    veleroObjects(backup, cluster);
    etcdSnapshotObjects(backup, cluster);

    if (isManagement(cluster)) {
      vaultCertificates(pki, cluster);
      vaultObjects(folder(app, 'vault'), cluster);
      minioObjects(folder(app, 'minio'), cluster);
    } else {
      kyvernoObjects(folder(app, 'kyverno-policies'), cluster);
      kyvernoPods(folder(app, 'kyverno'));
      falcoPods(folder(app, 'falco'));
    }
  },
};

function folder(app: App, name: string): Chart {
  return new Chart(app, name, { disableResourceNameHashes: true });
}
