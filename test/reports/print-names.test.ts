import { expect, test } from "vitest";
import { renderPage } from "../../language-server/reports/print/index.js";

test.each([
	["_sipfederationtls._tcp.contoso.com", "_sipfederationtls.<wbr>_tcp.<wbr>contoso.<wbr>com"],
	["_sipinternaltls._tcp", "_sipinternaltls.<wbr>_tcp"],
	["C-01_sea_edge1_access.inf", "C-<wbr>01_<wbr>sea_<wbr>edge1_<wbr>access.<wbr>inf"],
])(
	"a name breaks where a reader sees that it goes on, and not behind the stroke that a part of it begins with: %s",
	(name, html) => {
		expect(renderPage(`\`${name}\``).html).toBe(`<p><code>${html}</code></p>\n`);
	},
);
