import { clusterShapes } from './cluster-shapes.ts';
import { deliveryShapes } from './delivery-shapes.ts';
import type { Shape } from './shape.ts';
import { sightShapes } from './sight-shapes.ts';

/** What large repositories have many of. */
export const shapes: Readonly<Record<string, Shape>> = { ...clusterShapes, ...deliveryShapes, ...sightShapes };
