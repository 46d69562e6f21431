/** A primitive that only a parsing function can make. The tag is required: with an optional one any plain string would pass. */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
