export { consultationDay } from './consultation-day';
export { delivery } from './delivery';
export { referenceChange } from './reference-change';
