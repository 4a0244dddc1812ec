# How many people and messages the bots have, what it costs; news that may not have arrived. All of it is for the desk.

allowance-words = messages left, allowance, costs
allowance-none = There is no Zalo bot whose messages are counted.
allowance-bot =
    { $name }: { $seated } of { $seats } seats taken, { $reserved } held for people who are invited.
    This month { $received } in, { $sent } out: { $used } of { $messages }.
allowance-oa =
    { $name }: this month { $received } in, { $sent } out.
    Messages cost { $today } đồng today, { $month } đồng this month.
allowance-everybody = Telling everybody something now: { $free } for nothing, { $charged } for { $dong } đồng, { $unreached } cannot be reached.
place-zalo-bot = Zalo bot { $number }
place-zalo-oa = Zalo OA

seats-low = { $name } has { $count } of { $limit } people. To invite more, add a bot, or invite them to the commune's page.
messages-low = { $name } has used { $count } of { $limit } messages this month. To see it, send: allowance.
messages-spared = { $name } has few messages left ({ $count } of { $limit }). From now on it answers and gives receipts; the rest waits for the 1st.

undelivered-words = not delivered, uncertain
undelivered-none = There is nothing of which nobody knows whether it arrived.
undelivered-list = { $more ->
    [0]
        It is not known whether these arrived:
        { $lines }
        Again: resend 1. Told otherwise: told 1.
   *[other]
        It is not known whether these arrived, and { $more } more:
        { $lines }
        Again: resend 1. Told otherwise: told 1.
}
undelivered-line = { $number }. For { $person }, about { $who }
undelivered-somebody = somebody
undelivered-something = somebody else
undelivered-again-words = resend
undelivered-done-words = told
undelivered-again = { $count } will be sent again.
undelivered-done = { $count } taken off the list.
undelivered-unknown = Nothing has that number. To see the list, send: not delivered.
