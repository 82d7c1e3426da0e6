import { ApiObject } from 'cdk8s';
import type { Construct } from 'constructs';
import { inWave } from '../waves.ts';

const WAVE_ANNOTATION = 'argocd.argoproj.io/sync-wave';

/** Gives every object below a place in the order of its tree, unless it has one. */
export function placedInWave(scope: Construct, wave: number): void {
  for (const object of scope.node.findAll()) {
    if (!ApiObject.isApiObject(object) || object.metadata.toJson()?.annotations?.[WAVE_ANNOTATION] !== undefined) continue;
    for (const [name, value] of Object.entries(inWave(wave))) object.metadata.addAnnotation(name, value);
  }
}
