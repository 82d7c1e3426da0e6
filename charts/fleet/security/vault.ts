import type { Construct } from 'constructs';
import { chart } from '../../../imports/charts/vault-0.34.1.ts';
import { ProvidedWorkload } from '../../../lib/constructs/provided.ts';
import { InputError } from '../../../lib/errors.ts';
import type { Cluster } from '../../../lib/inventory/cluster.ts';
import { SIZES } from '../observability/sizes.ts';
import { component } from '../component.ts';
import { managedApiServers } from '../ends.ts';
import { GLOBAL, GLOBAL_SERVICES } from '../global-services.ts';
import { PRIORITY } from '../recovery.ts';
import { WAVE } from '../waves.ts';
import { chartPort, VAULT_LABELS } from './peers.ts';
import { VAULT_UI } from './vault-access.ts';

const { name, namespace, port, portName } = GLOBAL_SERVICES.vault;

/** Secret with Vault's own certificate, from phase 1 of the PKI. */
export const SERVER_CERTIFICATE = 'vault-server-tls';
const CERTIFICATE_FOLDER = `/vault/userconfig/${SERVER_CERTIFICATE}`;
const DATA_FOLDER = '/vault/data';

/** Where servers of Vault talk to each other; there is one, which opens it all the same. */
const CLUSTER_PORT = port + 1;

/** One server with a volume, unsealed by hand (seed 004, section 13 and open questions). */
export function installVault(scope: Construct, target: Cluster): void {
  const claim = target.claim('vault');
  component(scope, target, {
    name: 'vault',
    chart,
    namespace,
    wave: WAVE.vault,
    recovery: 'P1',
    values: {
      global: { tlsDisable: false },
      injector: { enabled: false }, // pods read plain Secrets (seed 004, C1 c)
      ui: { enabled: true, serviceType: 'ClusterIP', externalPort: VAULT_UI.port, targetPort: VAULT_UI.port },
      server: {
        priorityClassName: PRIORITY.P1,
        resources: SIZES.vault.toJson(),
        standalone: { enabled: true, config: configuration() },
        dataStorage: { enabled: true, size: claim.size.text, storageClass: retainedClassOf(target), mountPath: DATA_FOLDER },
        service: { annotations: GLOBAL },
        volumes: [{ name: 'server-tls', secret: { secretName: SERVER_CERTIFICATE } }],
        volumeMounts: [{ name: 'server-tls', mountPath: CERTIFICATE_FOLDER, readOnly: true }],
        extraEnvironmentVars: {
          VAULT_CACERT: `${CERTIFICATE_FOLDER}/ca.crt`, // for people who call `vault` in the pod
          // By variable: some versions of the chart add the setting to the configuration, and twice is refused.
          VAULT_DISABLE_MLOCK: 'true',
        },
      },
    },
  });
}

/** Everybody speaks TLS to it but the Gateway, for which there is a door of its own (seed 004, 8.4). */
function configuration(): string {
  return `ui = true

listener "tcp" {
  address = "[::]:${port}"
  cluster_address = "[::]:${CLUSTER_PORT}"
  tls_cert_file = "${CERTIFICATE_FOLDER}/tls.crt"
  tls_key_file = "${CERTIFICATE_FOLDER}/tls.key"
}

listener "tcp" {
  address = "[::]:${VAULT_UI.port}"
  cluster_address = "[::]:${VAULT_UI.port + 1}"
  tls_disable = true
}

storage "file" {
  path = "${DATA_FOLDER}"
}
`;
}

/** What the chart runs, and whom it asks. */
export function vaultObjects(scope: Construct, cluster: Cluster): void {
  const common = { namespace, podLabels: VAULT_LABELS };
  const server = new ProvidedWorkload(scope, 'Vault', {
    ...common,
    name,
    service: name,
    ports: { api: { port: chartPort(port, portName) } },
    pods: {
      image: `hashicorp/vault:${chart.appVersion}`,
      requests: SIZES.vault.toJson().requests,
      priorityClass: PRIORITY.P1,
      stateful: true,
    },
  });
  // Tokens are reviewed by the API server that signed them.
  server.connectsToApiServer().connectsTo(managedApiServers(cluster));
  // A route of the Gateway leads here.
  new ProvidedWorkload(scope, 'VaultUi', {
    ...common,
    name: VAULT_UI.name,
    service: VAULT_UI.name,
    ports: { plain: { port: chartPort(VAULT_UI.port, portName) } },
  });
}

/** Class of volumes that outlive their claim. @throws InputError if the inventory has none. */
export function retainedClassOf({ storage, file }: Cluster): string {
  if (storage.retainedClass !== undefined) return storage.retainedClass;
  throw new InputError(`${file} storage.retainedClass`, 'it is missing, and some claims are to be retained', 'Name the class.');
}
