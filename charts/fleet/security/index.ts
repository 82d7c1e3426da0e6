import type { Area } from '../area.ts';

export const SECURITY: Area = {
  applications() {},
  objects() {},
};
