/** The tags of DER that the extension is made of. */
const SEQUENCE = 0x30;
const DNS_NAME = 0x82;

/** The value of the extension 2.5.29.17 for names of hosts (GeneralNames of RFC 5280, in DER), in Base64. */
export function encodedNames(names: readonly string[]): string {
	const entries = names.flatMap((name) => [
		...element(
			DNS_NAME,
			[...name].map((letter) => letter.charCodeAt(0)),
		),
	]);
	return btoa(String.fromCharCode(...element(SEQUENCE, entries)));
}

function element(tag: number, content: readonly number[]): readonly number[] {
	return [tag, ...lengthOf(content.length), ...content];
}

/** A length below 128 is one byte; a longer one follows the number of its bytes. */
function lengthOf(length: number): readonly number[] {
	if (length < 128) {
		return [length];
	}
	const bytes: number[] = [];
	for (let rest = length; rest > 0; rest >>= 8) {
		bytes.unshift(rest & 255);
	}
	return [128 + bytes.length, ...bytes];
}
