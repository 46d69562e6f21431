export { consultationDay } from './consultation-day';
export { convention } from './convention';
export { delivery } from './delivery';
export { closeMonth, monthClosing } from './month-closing';
export { referenceChange } from './reference-change';
export { signatureRound } from './signature-round';
