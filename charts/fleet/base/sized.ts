import { Resources } from '../../../lib/values/resources.ts';

/** Requests and limits of a container, each as `cpu/memory`: `sized('10m/32Mi', '100m/64Mi')`. */
export function sized(requests: `${string}/${string}`, limits: `${string}/${string}`): ReturnType<Resources['toJson']> {
  return Resources.of({ requests: bounds(requests), limits: bounds(limits) }).toJson();
}

function bounds(text: `${string}/${string}`): { cpu: string; memory: string } {
  const [cpu = '', memory = ''] = text.split('/');
  return { cpu, memory };
}
