import * as z from 'zod';
import { duration, flag, name, positive, quantity, reason, record, text } from './fields.ts';
import { bucketProblem } from './texts.ts';

/** What an inventory says of volumes, object stores and recovery. */

export const claimSchema = z
  .strictObject({
    size: quantity({ description: 'Size of the volume, in bytes with a suffix.', examples: ['20Gi'] }, positive),
    retained: flag('Whether the volume outlives its claim: it is of storage.retainedClass. Default: false.').default(false),
  })
  .meta({ description: 'A volume that something asks for.' });

export const storageSchema = z
  .strictObject({
    class: name('StorageClass of volumes.', 'longhorn'),
    replicas: z.int().min(1).meta({ description: 'Copies of each volume, at most one a storage node. Default: 1.' }).default(1),
    nodes: z
      .array(name('Name of a node.', 'k8s-worker1'))
      .min(1)
      .meta({ description: 'Nodes whose disks hold volumes. Default: all.' })
      .optional(),
    retainedClass: name('StorageClass of volumes that outlive their claim.', 'local-path-retain').optional(),
    claims: record(claimSchema, 'Volumes by the name that charts ask for.').default({}),
    overcommit: reason({
      description: 'Why the claims may ask for more than the disks hold. Default: they may not.',
      examples: ['sizes are not enforced'],
    }).optional(),
  })
  .meta({ description: 'Where volumes live.' });

export const bucketSchema = z
  .strictObject({
    url: text({ description: 'URL of the bucket.', examples: ['s3://name/'] }, bucketProblem),
    retention: duration({ description: 'How long it keeps an object.', examples: ['7d'] }, (kept) =>
      kept.seconds > 0 ? undefined : { what: `${kept.text} keeps nothing`, fix: 'Write how long objects are kept, such as 7d.' },
    ),
  })
  .meta({ description: 'A target in an object store.' });

export const goalSchema = z
  .strictObject({
    rpo: duration({ description: 'How much may be lost: time since the last copy.', examples: ['24h'] }),
    rto: duration({ description: 'How long recovery may take.', examples: ['5m'] }),
  })
  .meta({ description: 'Recovery goals for one kind of failure.' });
