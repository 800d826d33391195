import { z } from "zod";
import { isOrigin } from "./originName.js";

/** What is wrong with an origin that is none. */
export const originExpectation = 'must be origins such as "https://shop.example", without path or wildcard';

/** What allowed origins may be. */
export const originsRules = z.array(z.string().refine(isOrigin, { error: originExpectation }));
