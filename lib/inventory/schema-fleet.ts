import * as z from 'zod';
import { label, name, port, reason, record } from './fields.ts';

/** What an inventory says of a cluster among others, and of what stands outside it. */

export const fleetSchema = z
  .strictObject({
    name: label('Name of the fleet: the same in each of its clusters.', 'studio'),
    role: z.enum(['management', 'workload']).meta({
      description: 'management: its Argo CD installs everything on all clusters of the fleet; workload: is installed from there.',
    }),
    id: z
      .int()
      .min(1)
      .max(255)
      .meta({ description: 'Number of the cluster in the mesh of the fleet, 1 to 255. Changing it later restarts every workload.' }),
  })
  .meta({ description: 'Clusters that belong together. Left out where a cluster stands alone.' });

export const externalSchema = z
  .strictObject({
    host: name('Name or address.', 'harbor.example.org'),
    port: port('Port on which it listens.'),
  })
  .meta({ description: 'Something outside the cluster that its pods or machines call.' });

export const podSecuritySchema = z
  .strictObject({
    exempt: z
      .array(label('Namespace.', 'kube-system'))
      .meta({
        description: 'Namespaces without any restriction, as the admission configuration of the control planes has them. Default: none.',
      })
      .default([]),
    privileged: record(
      reason({ description: 'Why its pods cannot run under the baseline.', examples: ['host network'] }),
      'Further namespaces whose pods may be privileged, each with the reason.',
    ).default({}),
  })
  .meta({ description: 'Exemptions from the pod security standard `baseline`.' });
