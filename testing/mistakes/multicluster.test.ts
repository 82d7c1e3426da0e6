import { askedMeshNames } from './asked-mesh-names.ts';
import { clusterAlerts } from './clusters-alerts.ts';
import { clusterHabits } from './clusters-habits.ts';
import { clusterLayers } from './clusters-layers.ts';
import { clusterMetrics } from './clusters-metrics.ts';
import { clusterNetworks } from './clusters-networks.ts';
import { clusterObjects } from './clusters-objects.ts';
import { clusterPolicies } from './clusters-policies.ts';
import { clusterRecovery } from './clusters-recovery.ts';
import { clusterScripts } from './clusters-scripts.ts';
import { clusterSecrets } from './clusters-secrets.ts';
import { clusterSizes } from './clusters-sizes.ts';
import { clusterTraces } from './clusters-traces.ts';
import { clusterVault } from './clusters-vault.ts';
import { fleetDelivery } from './fleet-delivery.ts';
import { fleetMachines } from './fleet-machines.ts';
import { fleetMetrics } from './fleet-metrics.ts';
import { fleetNetworks } from './fleet-networks.ts';
import { fleetRecovery } from './fleet-recovery.ts';
import { fleetScripts } from './fleet-scripts.ts';
import { fleetSecrets } from './fleet-secrets.ts';
import { fleet2Corners } from './fleet2-corners.ts';
import { fleet2Edges } from './fleet2-edges.ts';
import { fleet2Lines } from './fleet2-lines.ts';
import { fleet2Delivery } from './fleet2-delivery.ts';
import { fleet2Machines } from './fleet2-machines.ts';
import { fleet2Meshes } from './fleet2-meshes.ts';
import { fleet2Metrics } from './fleet2-metrics.ts';
import { fleet2Vault } from './fleet2-vault.ts';
import { fleet3Accounts } from './fleet3-accounts.ts';
import { fleet3Guards } from './fleet3-guards.ts';
import { fleet3Further } from './fleet3-further.ts';
import { fleet3Keys } from './fleet3-keys.ts';
import { fleet3Places } from './fleet3-places.ts';
import { fleet3Networks } from './fleet3-networks.ts';
import { fleet3Projects } from './fleet3-projects.ts';
import { fleet3Recovery } from './fleet3-recovery.ts';
import { fleet3Rights } from './fleet3-rights.ts';
import { fleet3Room } from './fleet3-room.ts';
import { fleet3Sets } from './fleet3-sets.ts';
import { fleet3Switches } from './fleet3-switches.ts';
import { fleet3Words } from './fleet3-words.ts';
import { askedDeliveryFleet } from './asked-delivery-fleet.ts';
import { askedNodesMachines } from './asked-nodes-machines.ts';
import { askedWatchFleet } from './asked-watch-fleet.ts';
import { seenDeliveries } from './seen-deliveries.ts';
import { seenFleet } from './seen-fleet.ts';
import { seenGuards } from './seen-guards.ts';
import { foundMistakes, LARGE } from './mistake.ts';

describe('clusters alerts', () => {
  foundMistakes(clusterAlerts);
});

describe('clusters habits', () => {
  foundMistakes(clusterHabits);
});

describe('clusters layers', () => {
  foundMistakes(clusterLayers);
});

describe('clusters metrics', () => {
  foundMistakes(clusterMetrics);
});

describe('clusters networks', () => {
  foundMistakes(clusterNetworks);
});

describe('clusters objects', () => {
  foundMistakes(clusterObjects);
});

describe('clusters policies', () => {
  foundMistakes(clusterPolicies);
});

describe('clusters recovery', () => {
  foundMistakes(clusterRecovery);
});

describe('clusters scripts', () => {
  foundMistakes(clusterScripts);
});

describe('clusters secrets', () => {
  foundMistakes(clusterSecrets);
});

describe('clusters sizes', () => {
  foundMistakes(clusterSizes);
});

describe('clusters traces', () => {
  foundMistakes(clusterTraces);
});

describe('clusters vault', () => {
  foundMistakes(clusterVault);
});

describe('fleet delivery', () => {
  foundMistakes(fleetDelivery);
});

describe('fleet machines', () => {
  foundMistakes(fleetMachines);
});

describe('fleet metrics', () => {
  foundMistakes(fleetMetrics);
});

describe('fleet networks', () => {
  foundMistakes(fleetNetworks);
});

describe('fleet recovery', () => {
  foundMistakes(fleetRecovery);
});

describe('fleet scripts', () => {
  foundMistakes(fleetScripts);
});

describe('fleet secrets', () => {
  foundMistakes(fleetSecrets);
});

describe('fleet two delivery', () => {
  foundMistakes(fleet2Delivery, LARGE);
});

describe('fleet two machines', () => {
  foundMistakes(fleet2Machines, LARGE);
});

describe('fleet two meshes', () => {
  foundMistakes(fleet2Meshes, LARGE);
});

describe('fleet two metrics', () => {
  foundMistakes(fleet2Metrics, LARGE);
});

describe('fleet two vault', () => {
  foundMistakes(fleet2Vault, LARGE);
});

describe('fleet3 accounts', () => {
  foundMistakes(fleet3Accounts, LARGE);
});

describe('fleet3 networks', () => {
  foundMistakes(fleet3Networks, LARGE);
});

describe('fleet3 projects', () => {
  foundMistakes(fleet3Projects, LARGE);
});

describe('fleet3 recovery', () => {
  foundMistakes(fleet3Recovery, LARGE);
});

describe('fleet3 rights', () => {
  foundMistakes(fleet3Rights, LARGE);
});

describe('fleet3 room', () => {
  foundMistakes(fleet3Room, LARGE);
});

describe('fleet3 sets', () => {
  foundMistakes(fleet3Sets, LARGE);
});

describe('fleet3 switches', () => {
  foundMistakes(fleet3Switches, LARGE);
});

describe('fleet3 words', () => {
  foundMistakes(fleet3Words, LARGE);
});

describe('fleet3 guards', () => {
  foundMistakes(fleet3Guards, LARGE);
});

describe('fleet3 further', () => {
  foundMistakes(fleet3Further, LARGE);
});

describe('fleet two corners', () => {
  foundMistakes(fleet2Corners, LARGE);
});

describe('fleet two edges', () => {
  foundMistakes(fleet2Edges, LARGE);
});

describe('fleet two lines', () => {
  foundMistakes(fleet2Lines, LARGE);
});

describe('fleet3 keys', () => {
  foundMistakes(fleet3Keys, LARGE);
});

describe('fleet3 places', () => {
  foundMistakes(fleet3Places, LARGE);
});

describe('asked mesh names', () => {
  foundMistakes(askedMeshNames, LARGE);
});

describe('asked delivery of clusters', () => {
  foundMistakes(askedDeliveryFleet, LARGE);
});

describe('asked watch of clusters', () => {
  foundMistakes(askedWatchFleet, LARGE);
});

describe('asked nodes machines', () => {
  foundMistakes(askedNodesMachines, LARGE);
});

describe('seen guards', () => {
  foundMistakes(seenGuards);
});

describe('seen deliveries', () => {
  foundMistakes(seenDeliveries);
});

describe('seen fleet', () => {
  foundMistakes(seenFleet);
});
